using System.Net;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>
/// Debian's PgBouncer in front of the tests' PostgreSQL server, for one user, with the configuration that docs/reference.md shows. Without
/// PgBouncer its tests are skipped, or fail if <c>FLUXKART_REQUIRE_PGBOUNCER</c> is 1.
/// </summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private const string DebianPath = "/usr/sbin/pgbouncer";
    private const string Page = "reference.md";

    // Not CreateTempSubdirectory: PgBouncer refuses to run as root, so another user reads the files in it.
    private readonly DirectoryInfo folder =
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"fluxkart-pgbouncer-{Guid.NewGuid():N}"));

    private readonly NpgsqlConnectionStringBuilder direct;
    private readonly int port = ListeningProcess.FindFreePort();
    private ListeningProcess? process;

    private PgBouncer(string connectionString)
    {
        direct = new NpgsqlConnectionStringBuilder(connectionString);
        WriteConfiguration();
    }

    /// <summary>The reason why the tests with PgBouncer are skipped; null if it is installed.</summary>
    public static string? UnavailableReason => File.Exists(DebianPath) ? null
        : Environment.GetEnvironmentVariable("FLUXKART_REQUIRE_PGBOUNCER") == "1"
            ? throw new InvalidOperationException("FLUXKART_REQUIRE_PGBOUNCER is 1, but PgBouncer is not installed.")
            : $"PgBouncer is not available: install it as {DebianPath} (Debian: apt-get install pgbouncer).";

    /// <summary>The connection string for the same user and database through PgBouncer, without what docs/reference.md adds.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(direct.ConnectionString)
    {
        Host = IPAddress.Loopback.ToString(),
        Port = port,
    }.ConnectionString;

    /// <summary>The same with the keywords that docs/reference.md adds.</summary>
    public string DocumentedConnectionString =>
        $"{ConnectionString};{DocumentationPage.CodeBlocks(Page, "text").Single(IsForPgBouncer).Trim()}";

    /// <param name="connectionString">The connection to the server, with a password.</param>
    public static async Task<PgBouncer> StartAsync(string connectionString)
    {
        var pooler = new PgBouncer(connectionString);
        string[] user = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
        pooler.process = await ListeningProcess.StartAsync(
            [.. user, DebianPath, Path.Combine(pooler.folder.FullName, "pgbouncer.ini")], pooler.port);
        return pooler;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static bool IsForPgBouncer(string block) => block.Contains("Auto Prepare", StringComparison.Ordinal);

    /// <summary>Replaces only the names of the database, the server and the file, and the ports.</summary>
    private void WriteConfiguration()
    {
        var users = Path.Combine(folder.FullName, "userlist.txt");
        File.WriteAllText(users, $"\"{direct.Username}\" \"{direct.Password}\"\n");
        var configuration = DocumentationPage.CodeBlocks(Page, "ini").Single(block => block.Contains("[pgbouncer]", StringComparison.Ordinal))
            .Replace("fluxkart =", $"{direct.Database} =", StringComparison.Ordinal)
            .Replace("host=db.example port=5432", $"host={direct.Host} port={direct.Port}", StringComparison.Ordinal)
            .Replace("listen_port = 6432", $"listen_port = {port}", StringComparison.Ordinal)
            .Replace("/etc/pgbouncer/userlist.txt", users, StringComparison.Ordinal);
        // Debian's package has its sockets in a folder that only its own user may write to.
        File.WriteAllText(Path.Combine(folder.FullName, "pgbouncer.ini"), $"{configuration}unix_socket_dir =\n");
    }
}
