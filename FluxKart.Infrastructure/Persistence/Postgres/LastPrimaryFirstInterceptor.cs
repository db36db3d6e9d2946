using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// With several PostgreSQL servers, tries the most recent primary first. Npgsql tries servers in the given order, so a frozen one would
/// cost each new connection the whole connection timeout, long after another server has taken over.
/// </summary>
internal sealed class LastPrimaryFirstInterceptor : DbConnectionInterceptor
{
    private readonly string database;
    private readonly string[] servers;
    private readonly string[] connectionStringsByFirstServer;
    private volatile int lastPrimary;

    public LastPrimaryFirstInterceptor(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        database = new NpgsqlConnection(connectionString).Database;
        servers = connection.Host!.Split(',', StringSplitOptions.TrimEntries);
        // Npgsql creates a pool for a connection string on its first use. Apart from the first one, only those of later primaries are used.
        connectionStringsByFirstServer = [.. servers.Select(server =>
        {
            connection.Host = string.Join(',', servers.Where(other => other != server).Prepend(server));
            return connection.ConnectionString;
        })];
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        // To create a missing database, EF Core connects to another one.
        if (connection.Database == database)
            connection.ConnectionString = connectionStringsByFirstServer[lastPrimary];
        return ValueTask.FromResult(result);
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var primary = (NpgsqlConnection)connection;
        if (Array.FindIndex(servers, name => name == primary.Host || name == $"{primary.Host}:{primary.Port}") is >= 0 and var index)
            lastPrimary = index;
        return Task.CompletedTask;
    }
}
