using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>
/// Debian's PgBouncer in front of the tests' PostgreSQL server, for one user, with the configuration that docs/reference.md shows. Without
/// PgBouncer its tests are skipped, or fail if <c>FLUXKART_REQUIRE_PGBOUNCER</c> is 1.
/// </summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private const string DebianPath = "/usr/sbin/pgbouncer";

    private static readonly IPAddress Address = IPAddress.Loopback;

    // Not CreateTempSubdirectory: PgBouncer refuses to run as root, so another user reads the files in it.
    private readonly DirectoryInfo folder =
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"fluxkart-pgbouncer-{Guid.NewGuid():N}"));

    private readonly NpgsqlConnectionStringBuilder direct;
    private readonly int port = FindFreePort();
    private readonly Process process;
    private readonly Task<string> log;

    private PgBouncer(string connectionString)
    {
        direct = new NpgsqlConnectionStringBuilder(connectionString);
        WriteConfiguration();
        process = Launch();
        log = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>The reason why the tests with PgBouncer are skipped; null if it is installed.</summary>
    public static string? UnavailableReason => File.Exists(DebianPath) ? null
        : Environment.GetEnvironmentVariable("FLUXKART_REQUIRE_PGBOUNCER") == "1"
            ? throw new InvalidOperationException("FLUXKART_REQUIRE_PGBOUNCER is 1, but PgBouncer is not installed.")
            : $"PgBouncer is not available: install it as {DebianPath} (Debian: apt-get install pgbouncer).";

    /// <summary>The connection string for the same user and database through PgBouncer, without what docs/reference.md adds.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(direct.ConnectionString)
    {
        Host = Address.ToString(),
        Port = port,
    }.ConnectionString;

    /// <summary>The same with the keywords that docs/reference.md adds.</summary>
    public string DocumentedConnectionString => $"{ConnectionString};{ReferencePage.CodeBlocks("text").Single(IsForPgBouncer).Trim()}";

    /// <param name="connectionString">The connection to the server, with a password.</param>
    public static async Task<PgBouncer> StartAsync(string connectionString)
    {
        var pooler = new PgBouncer(connectionString);
        await pooler.WaitUntilItListensAsync();
        return pooler;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private static bool IsForPgBouncer(string block) => block.Contains("Auto Prepare", StringComparison.Ordinal);

    private static int FindFreePort()
    {
        using var listener = new TcpListener(Address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Replaces only the names of the database, the server and the file, and the ports.</summary>
    private void WriteConfiguration()
    {
        var users = Path.Combine(folder.FullName, "userlist.txt");
        File.WriteAllText(users, $"\"{direct.Username}\" \"{direct.Password}\"\n");
        var configuration = ReferencePage.CodeBlocks("ini").Single(block => block.Contains("[pgbouncer]", StringComparison.Ordinal))
            .Replace("fluxkart =", $"{direct.Database} =", StringComparison.Ordinal)
            .Replace("host=db.example port=5432", $"host={direct.Host} port={direct.Port}", StringComparison.Ordinal)
            .Replace("listen_port = 6432", $"listen_port = {port}", StringComparison.Ordinal)
            .Replace("/etc/pgbouncer/userlist.txt", users, StringComparison.Ordinal);
        // Debian's package has its sockets in a folder that only its own user may write to.
        File.WriteAllText(Path.Combine(folder.FullName, "pgbouncer.ini"), $"{configuration}unix_socket_dir =\n");
    }

    private Process Launch()
    {
        string[] command = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", DebianPath]
            : [DebianPath];
        return Process.Start(new ProcessStartInfo(command[0], [.. command[1..], Path.Combine(folder.FullName, "pgbouncer.ini")])
        {
            RedirectStandardError = true,
        })!;
    }

    private async Task WaitUntilItListensAsync()
    {
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(Address, port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"PgBouncer did not start: {await log}");
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }
}
