using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using System.Text.Json;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Oracles;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>A service behind PgBouncer in transaction mode, both configured as docs/reference.md says.</summary>
public sealed class PgBouncerTests : DatabaseTests, IClassFixture<PostgresDatabase>
{
    private const int Clients = 40;

    public PgBouncerTests(PostgresDatabase database)
        : base(database)
    {
        if (PgBouncer.UnavailableReason is { } reason)
            Assert.Skip(reason);
    }

    [Fact]
    public async Task Identify_WhenHundredsOfRequestsRunConcurrently_StoresTheConnectedComponents()
    {
        await using var user = await PostgresUser.CreateAsync(Database);
        await using var pooler = await PgBouncer.StartAsync(user.ConnectionString);
        var failures = new FailedCommandInterceptor();
        await using var service = await FluxKartService.StartAsync(
            Settings(pooler.DocumentedConnectionString),
            builder => builder.Services.ConfigureDbContext<PostgresFluxKartDbContext>(options => options.AddInterceptors(failures)));
        var requests = RequestsOfEveryKind();

        // No more at a time than a batch takes, because the service may refuse further ones.
        var responses = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client =>
            SendAsync(service.Client, requests.Where((_, index) => index % Clients == client))));

        var errors = responses.SelectMany(statuses => statuses).Where(status => status != HttpStatusCode.OK).CountBy(status => status);
        Assert.Empty(errors);
        // Without the documented keywords, the service repeats commands that PgBouncer breaks.
        Assert.Empty(failures.Messages);
        var oracle = new CustomerOracle();
        foreach (var (email, phone) in requests)
            oracle.Identify(email, phone);
        Assert.Equal(oracle.Components(), StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
        await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Start_WhenTheDatabaseIsEmpty_MigratesItThroughThePooler()
    {
        await using var user = await PostgresUser.CreateWithoutPrivilegesAsync(Database);
        await using var empty = new TemporaryPostgresDatabase(Database.ConnectionString);
        await empty.CreateAsync();
        await user.GrantMigrationAsync(empty.ConnectionString);
        await using var pooler = await PgBouncer.StartAsync(
            new NpgsqlConnectionStringBuilder(user.ConnectionString) { Database = empty.Name }.ConnectionString);

        await using var service = await FluxKartService.StartAsync(
            [.. Settings(pooler.DocumentedConnectionString), new("Database:MigrateOnStartup", "true")]);

        await service.Client.IdentifyAsync("a@example.com", "1");
    }

    [Fact]
    public async Task Adopt_ThroughThePooler_TakesTheTableOver()
    {
        await using var user = await PostgresUser.CreateWithoutPrivilegesAsync(Database);
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        await original.ExecuteAsync(
            $"""
            ALTER TABLE contact OWNER TO {user.Name};
            ALTER FUNCTION update_updated_at_column() OWNER TO {user.Name};
            """);
        await user.GrantMigrationAsync(original.Settings["ConnectionStrings:FluxKart"]!);
        var direct = new NpgsqlConnectionStringBuilder(user.ConnectionString)
        {
            Database = new NpgsqlConnectionStringBuilder(original.Settings["ConnectionStrings:FluxKart"]).Database,
        };
        await using var pooler = await PgBouncer.StartAsync(direct.ConnectionString);

        var (exitCode, output, error) = await ServiceProcess.RunAsync(
            Settings(pooler.DocumentedConnectionString), "adopt", "--time-zone", "UTC");

        // Three rows cannot be kept.
        Assert.Equal((2, ""), (exitCode, error));
        Assert.Contains("Kept: 13 contacts of 8 customers.", output, StringComparison.Ordinal);
        Assert.Equal(["13"], await original.QueryAsync("SELECT count(*) FROM contact WHERE deletedat IS NULL"));
        Assert.Equal(["17"], await original.QueryAsync("SELECT count(*) FROM contact_original"));
    }

    [Fact]
    public async Task Start_WhenThePoolerRefusesTheOptions_SaysWhatToSet()
    {
        await using var user = await PostgresUser.CreateAsync(Database);
        await using var pooler = await PgBouncer.StartAsync(user.ConnectionString);

        var (_, error) = await ServiceProcess.FailToStartAsync(Settings(pooler.ConnectionString));

        Assert.Contains("unsupported startup parameter: options", error, StringComparison.Ordinal);
        Assert.Contains("docs/reference.md#pgbouncer", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenThePoolerLosesPreparedStatements_SaysWhatToSet()
    {
        await using var user = await PostgresUser.CreateAsync(Database);
        await using var pooler = await PgBouncer.StartAsync(user.ConnectionString);

        var (_, error) = await ServiceProcess.FailToStartAsync(Settings($"{pooler.ConnectionString};Options=''"));

        Assert.Contains("'Max Auto Prepare=0'", error, StringComparison.Ordinal);
        Assert.Contains("docs/reference.md#pgbouncer", error, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Settings(string connectionString) => new()
    {
        ["Database:Provider"] = "PostgreSql",
        ["ConnectionStrings:FluxKart"] = connectionString,
    };

    /// <summary>In random order: new contacts, known ones, further values of a customer, and merges.</summary>
    private static (string Email, string Phone)[] RequestsOfEveryKind()
    {
        var requests = Enumerable.Range(0, 200).SelectMany(number => new[]
        {
            ($"new{number}@example.com", $"{1000 + number}"),
            ($"new{number}@example.com", $"{1000 + number}"),
            ($"more{number}@example.com", $"{1000 + number}"),
            ($"new{number}@example.com", $"{1000 + (number / 4 * 4)}"),
        }).ToArray();
        Random.Shared.Shuffle(requests);
        return requests;
    }

    private static async Task<List<HttpStatusCode>> SendAsync(HttpClient client, IEnumerable<(string Email, string Phone)> requests)
    {
        var statuses = new List<HttpStatusCode>();
        foreach (var (email, phone) in requests)
        {
            using var response = await client.PostIdentifyAsync(JsonSerializer.Serialize(new { email, phoneNumber = phone }));
            statuses.Add(response.StatusCode);
        }

        return statuses;
    }

    private sealed class FailedCommandInterceptor : DbCommandInterceptor
    {
        public ConcurrentQueue<string> Messages { get; } = [];

        public override Task CommandFailedAsync(
            DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
        {
            Messages.Enqueue(eventData.Exception.Message);
            return Task.CompletedTask;
        }
    }
}
