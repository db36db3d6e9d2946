using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// Where several PostgreSQL servers are named, tries first the one that was the primary last. The driver asks them in their order, and one
/// that has frozen costs each connection the whole connection timeout, long after another has taken its place.
/// </summary>
internal sealed class LastPrimaryFirstInterceptor : DbConnectionInterceptor
{
    private readonly string database;
    private readonly string[] servers;
    private readonly string[] connectionStrings;
    private volatile int first;

    public LastPrimaryFirstInterceptor(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        database = new NpgsqlConnection(connectionString).Database;
        servers = connection.Host!.Split(',', StringSplitOptions.TrimEntries);
        // The driver keeps a pool for each; only those of servers that have been the primary are ever used.
        connectionStrings = [.. servers.Select(server =>
        {
            connection.Host = string.Join(',', servers.Where(other => other != server).Prepend(server));
            return connection.ConnectionString;
        })];
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        // EF Core creates a missing database through another one.
        if (connection.Database == database)
            connection.ConnectionString = connectionStrings[first];
        return ValueTask.FromResult(result);
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var server = (NpgsqlConnection)connection;
        if (Array.FindIndex(servers, name => name == server.Host || name == $"{server.Host}:{server.Port}") is >= 0 and var index)
            first = index;
        return Task.CompletedTask;
    }
}
