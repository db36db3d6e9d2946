using FluxKart.Infrastructure.Configuration;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>The service's connections to PostgreSQL, by their purpose.</summary>
internal sealed class PostgresPools : IDisposable
{
    public PostgresPools(DatabaseSettings settings)
    {
        Requests = new PostgresPool("fluxkart", settings.ConnectionString);
        // One connection, which stays open: a server that accepts no further connections may still serve all requests.
        Readiness = new PostgresPool(
            "fluxkart readiness",
            new NpgsqlConnectionStringBuilder(settings.ConnectionString) { MinPoolSize = 0, MaxPoolSize = 1 }.ConnectionString);
        Unpooled = new PostgresPool(
            "fluxkart unpooled", new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString);
    }

    /// <summary>For everything that has no connections of its own.</summary>
    public PostgresPool Requests { get; }

    /// <summary>For the readiness check alone, so that neither it nor the requests keep the other waiting.</summary>
    public PostgresPool Readiness { get; }

    /// <summary>A new connection each time, for checks that a pool could falsify or prevent.</summary>
    public PostgresPool Unpooled { get; }

    public void Dispose()
    {
        Requests.Dispose();
        Readiness.Dispose();
        Unpooled.Dispose();
    }
}
