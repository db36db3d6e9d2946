using FluxKart.Tests.Databases;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Breaks the connections to the server and refuses new ones.</summary>
internal sealed class PostgresOutage : IOutage
{
    private readonly BreakableProxy proxy;

    public PostgresOutage(TestDatabase database)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        proxy = new BreakableProxy(connection.Host!, connection.Port);
        connection.Host = "127.0.0.1";
        connection.Port = proxy.Port;
        Configuration = new Dictionary<string, string?>(database.Configuration)
        {
            ["ConnectionStrings:FluxKart"] = connection.ConnectionString,
        };
    }

    public IReadOnlyDictionary<string, string?> Configuration { get; }

    public Task BeginAsync()
    {
        proxy.Break();
        return Task.CompletedTask;
    }

    public Task EndAsync()
    {
        proxy.Restore();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        proxy.Dispose();
        return ValueTask.CompletedTask;
    }
}
