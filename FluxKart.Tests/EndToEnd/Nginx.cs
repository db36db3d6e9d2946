namespace FluxKart.Tests.EndToEnd;

/// <summary>
/// Debian's nginx in front of a service, below a path, with the configuration that docs/deployment.md shows. Without nginx its tests are
/// skipped, or fail if <c>FLUXKART_REQUIRE_NGINX</c> is 1.
/// </summary>
internal sealed class Nginx : IAsyncDisposable
{
    private const string DebianPath = "/usr/sbin/nginx";
    private const string Page = "deployment.md";
    private const string Prefix = "/shop/identity";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-nginx-");
    private readonly int port = ListeningProcess.FindFreePort();
    private ListeningProcess? process;

    private Nginx()
    {
    }

    /// <summary>The reason why the tests with nginx are skipped; null if it is installed.</summary>
    public static string? UnavailableReason => File.Exists(DebianPath) ? null
        : Environment.GetEnvironmentVariable("FLUXKART_REQUIRE_NGINX") == "1"
            ? throw new InvalidOperationException("FLUXKART_REQUIRE_NGINX is 1, but nginx is not installed.")
            : $"nginx is not available: install it as {DebianPath} (Debian: apt-get install nginx).";

    /// <summary>Where clients reach the service. It ends with a slash.</summary>
    public Uri Address => new($"http://127.0.0.1:{port}{Prefix}/");

    /// <param name="service">Where nginx reaches the service.</param>
    public static async Task<Nginx> StartAsync(Uri service)
    {
        var proxy = new Nginx();
        var file = Path.Combine(proxy.folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(file, proxy.Configuration(service));
        proxy.process = await ListeningProcess.StartAsync(
            [DebianPath, "-e", "stderr", "-p", proxy.folder.FullName, "-c", file], proxy.port);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>The documented site, with the location for a path. A single process is the one that the test ends.</summary>
    private string Configuration(Uri service) =>
        $$"""
          daemon off;
          master_process off;
          pid nginx.pid;
          events { }
          http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          {{DocumentedSite(service)}}
          }
          """;

    /// <summary>Replaces only the addresses, the path and TLS.</summary>
    private string DocumentedSite(Uri service)
    {
        var blocks = DocumentationPage.CodeBlocks(Page, "nginx");
        var site = blocks[0][..blocks[0].IndexOf("    location / {", StringComparison.Ordinal)] + blocks[1] + "}\n";
        var replaced = site
            .Replace("server 127.0.0.1:8080;", $"server {service.Authority};", StringComparison.Ordinal)
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal)
            .Replace(" /fluxkart", $" {Prefix}", StringComparison.Ordinal);
        return string.Join('\n', replaced.Split('\n').Where(line => !line.Contains("ssl_certificate", StringComparison.Ordinal)));
    }
}
