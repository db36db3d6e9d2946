using System.Net;
using FluxKart.Domain.Webhooks;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The privileges that docs/reference.md lists are enough.</summary>
public sealed class PrivilegeTests(PostgresDatabase database) : DatabaseTests(database), IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task Identify_WhenUserHasTheDocumentedPrivileges_ServesEveryRequest()
    {
        await using var user = await PostgresUser.CreateAsync(Database);
        await using var service = await FluxKartService.StartAsync(user.Configuration);

        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.Client.IdentifyAsync("b@example.com", "2");
        // Adds a contact, and merges two customers.
        await service.Client.IdentifyAsync("c@example.com", "1");
        Assert.Contains("\"primaryContactId\":1", await service.Client.IdentifyAsync("a@example.com", "2"), StringComparison.Ordinal);
        await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ReplayWebhook_WhenUserHasTheDocumentedPrivileges_StoresItsPosition()
    {
        await using var user = await PostgresUser.CreateAsync(Database);
        var endpoints = new WebhookEndpoints([new("mail", new Uri("https://mail.example"), [])]);
        await using var service = await FluxKartService.StartAsync(
            user.Configuration, builder => builder.Services.AddSingleton(endpoints));

        await service.Client.PostJsonAsync("/webhooks/mail/replay", """{"after":0}""");

        Assert.Equal(["mail"], await Database.QueryAsync("SELECT name FROM webhook", row => row.GetString(0)));
    }

    [Fact]
    public async Task Start_WhenUserHasThePrivilegesToMigrate_CreatesTheSchema()
    {
        await using var user = await PostgresUser.CreateWithoutPrivilegesAsync(Database);
        await using var empty = new TemporaryPostgresDatabase(Database.ConnectionString);
        await empty.CreateAsync();
        await user.GrantMigrationAsync(empty.ConnectionString);
        var connection = new NpgsqlConnectionStringBuilder(user.Configuration["ConnectionStrings:FluxKart"]) { Database = empty.Name };

        await using var service = await FluxKartService.StartAsync(
        [
            new("Database:Provider", "PostgreSql"),
            new("ConnectionStrings:FluxKart", connection.ConnectionString),
            new("Database:MigrateOnStartup", "true"),
        ]);

        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);
    }
}
