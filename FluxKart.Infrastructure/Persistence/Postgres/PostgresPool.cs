using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// A pool of connections to the server, with a name, because Npgsql's metrics and traces name a pool without one by its connection string.
/// With several servers it tries the most recent primary first. Npgsql tries them in the given order, so a frozen one would cost each new
/// connection the whole connection timeout, long after another server has taken over.
/// </summary>
internal sealed class PostgresPool : IDisposable
{
    private readonly string[] servers;
    private readonly NpgsqlDataSource[] sourcesByFirstServer;
    private volatile int lastPrimary;

    public PostgresPool(string name, string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        servers = connection.Host!.Split(',', StringSplitOptions.TrimEntries);
        sourcesByFirstServer = [.. servers.Select(server =>
        {
            connection.Host = string.Join(',', servers.Where(other => other != server).Prepend(server));
            return new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = name }.Build();
        })];
    }

    public bool HasSeveralServers => servers.Length > 1;

    /// <summary>Creates connections that try the most recent primary first.</summary>
    public NpgsqlDataSource Source => sourcesByFirstServer[lastPrimary];

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await Source.OpenConnectionAsync(cancellationToken);
        RecordPrimary(connection);
        return connection;
    }

    /// <summary>Records which server an open connection leads to.</summary>
    public void RecordPrimary(NpgsqlConnection open)
    {
        if (Array.FindIndex(servers, name => name == open.Host || name == $"{open.Host}:{open.Port}") is >= 0 and var index)
            lastPrimary = index;
    }

    /// <summary>Closes the idle connections at once, and the others when they return.</summary>
    public void Clear()
    {
        foreach (var source in sourcesByFirstServer)
            source.Clear();
    }

    public void Dispose()
    {
        foreach (var source in sourcesByFirstServer)
            source.Dispose();
    }
}
