using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The database goes away under a running service, and comes back.</summary>
public abstract class OutageTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Identify_WhileTheDatabaseIsAway_Answers503AndRecoversByItself()
    {
        await using var outage = CreateOutage();
        await using var service = await FluxKartService.StartAsync(outage.Configuration);
        await service.Client.IdentifyAsync("a@example.com", "1");

        await outage.BeginAsync();
        using (var refused = await service.Client.PostIdentifyAsync("""{"email":"b@example.com"}"""))
        {
            await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.InRange(refused.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        }

        using (var live = await service.Client.GetAsync("/health/live", Cancellation))
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);

        await outage.EndAsync();
        Assert.Contains("\"primaryContactId\":2", await service.Client.IdentifyAsync("b@example.com", null), StringComparison.Ordinal);
        using var ready = await service.Client.GetAsync("/health/ready", Cancellation);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    protected abstract IOutage CreateOutage();

    public sealed class OnSqlite(SqliteDatabase database) : OutageTests(database), IClassFixture<SqliteDatabase>
    {
        protected override IOutage CreateOutage() => new SqliteOutage(Database);
    }

    public sealed class OnPostgres(PostgresDatabase database) : OutageTests(database), IClassFixture<PostgresDatabase>
    {
        protected override IOutage CreateOutage() => new PostgresOutage(Database);
    }
}
