using System.Data.Common;
using FluxKart.Infrastructure.Configuration;
using Npgsql;

namespace FluxKart.Tests.Databases;

public sealed class PostgresDatabase : TestDatabase
{
    private readonly string name = $"fluxkart_test_{Guid.NewGuid():N}";
    private string server = "";

    public override DatabaseProvider Provider => DatabaseProvider.PostgreSql;

    protected override string TimeoutKeyword => "Command Timeout";

    protected override string EmptySql => "TRUNCATE contact, event, eventcontact, sharedidentifier, separation, standin, webhook, import RESTART IDENTITY";

    public override async ValueTask DisposeAsync()
    {
        if (UnavailableReason is null)
            await ExecuteOnServerAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    protected override async Task CreateAsync()
    {
        (var connectionString, UnavailableReason) = await PostgresServer.FindOnceAsync();
        if (connectionString is null)
            return;
        server = connectionString;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
        await ExecuteOnServerAsync($"CREATE DATABASE {name}");
    }

    protected override DbConnection CreateConnection() => new NpgsqlConnection(ConnectionString);

    private async Task ExecuteOnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
