using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>With several PostgreSQL servers, keeps the connections of contexts up to date with the most recent primary.</summary>
internal sealed class LastPrimaryFirstInterceptor(PostgresPool pool) : DbConnectionInterceptor
{
    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        // A pooled context keeps its closed connection, which was made for an earlier primary. EF Core also opens connections of its own,
        // to create a missing database.
        if (eventData.Context?.Database is { } database && database.GetDbConnection() == connection
            && connection.ConnectionString != pool.Source.ConnectionString)
        {
            database.SetDbConnection(pool.Source.CreateConnection(), contextOwnsConnection: true);
        }

        return ValueTask.FromResult(result);
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        pool.RecordPrimary((NpgsqlConnection)connection);
        return Task.CompletedTask;
    }
}
