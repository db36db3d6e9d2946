using System.Net;
using FluxKart.Tests.Databases;
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
