using System.Data.Common;
using FluxKart.Domain.Customers;
using FluxKart.Infrastructure;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Databases;

/// <summary>A separate database for one test class, with the schema that the migrations create.</summary>
public abstract class TestDatabase : IAsyncLifetime
{
    public abstract DatabaseProvider Provider { get; }

    public string ConnectionString { get; protected set; } = "";

    /// <summary>The reason why the tests on this database are skipped; null if it is available.</summary>
    public string? UnavailableReason { get; protected set; }

    public Dictionary<string, string?> Configuration => new()
    {
        ["Database:Provider"] = Provider.ToString(),
        ["ConnectionStrings:FluxKart"] = ConnectionString,
    };

    /// <summary>The configuration of a service with a statement timeout; 0 means no timeout.</summary>
    public Dictionary<string, string?> ConfigurationWithTimeout(int seconds) => ConfigurationWith($"{TimeoutKeyword}={seconds}");

    /// <summary>The configuration of a service with additional keywords in its connection string.</summary>
    public Dictionary<string, string?> ConfigurationWith(string keywords) => new(Configuration)
    {
        ["ConnectionStrings:FluxKart"] = $"{ConnectionString};{keywords}",
    };

    public DatabaseSettings Settings => Read(Configuration);

    protected abstract string TimeoutKeyword { get; }

    protected abstract string EmptySql { get; }

    public async ValueTask InitializeAsync()
    {
        await CreateAsync();
        if (UnavailableReason is null)
            await MigrateAsync();
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>The product's persistence on this database.</summary>
    public ServiceProvider CreateServices(Action<IServiceCollection>? configure = null) => CreateServices(Settings, configure);

    /// <summary>Migrates the schema in the same way as a service that starts.</summary>
    public async Task MigrateAsync()
    {
        var settings = new Dictionary<string, string?>(Configuration) { ["Database:MigrateOnStartup"] = "true" };
        await using var services = CreateServices(Read(settings));
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IDatabasePreparation>().PrepareAsync(CancellationToken.None);
    }

    /// <summary>Deletes all contacts and events; the next ones get id 1.</summary>
    public virtual Task EmptyAsync() => ExecuteAsync(EmptySql);

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        // Some statements fill whole tables, and the machine may be busy.
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>All contacts, in order of id.</summary>
    public Task<List<ContactRow>> ReadContactsAsync() => QueryAsync(
        "SELECT id, email, phonenumber, linkedid, linkprecedence FROM contact ORDER BY id",
        row => new ContactRow(
            row.GetInt64(0),
            row.IsDBNull(1) ? null : row.GetString(1),
            row.IsDBNull(2) ? null : row.GetString(2),
            row.IsDBNull(3) ? null : row.GetInt64(3),
            row.GetString(4)));

    /// <summary>All rows of all tables, as one text.</summary>
    public async Task<string> ReadEverythingAsync()
    {
        var tables = new List<string>();
        foreach (var table in new[] { "contact", "event", "eventcontact", "sharedidentifier", "separation", "standin", "webhook", "import" })
        {
            var rows = await QueryAsync(
                $"SELECT * FROM {table} ORDER BY 1, 2", row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue)));
            tables.Add($"{table}\n{string.Join('\n', rows)}");
        }

        return string.Join('\n', tables);
    }

    protected abstract Task CreateAsync();

    protected abstract DbConnection CreateConnection();

    private static DatabaseSettings Read(Dictionary<string, string?> configuration) => DatabaseSettings.Read(
        new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build()),
        Path.GetTempPath());

    private static ServiceProvider CreateServices(DatabaseSettings settings, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection().AddLogging().AddMetrics().AddPersistence(settings, LinkingRules.Plain);
        configure?.Invoke(services);
        return services.BuildServiceProvider(validateScopes: true);
    }

    private async Task<DbConnection> OpenAsync()
    {
        var connection = CreateConnection();
        await connection.OpenAsync();
        return connection;
    }
}
