using System.Data.Common;
using System.Net;
using FluxKart.Api.Application;
using FluxKart.Tests.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Section 8 of the contract: more requests than the service can carry are refused at once, instead of waiting without end.</summary>
public abstract class OverloadTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Dictionary<string, string?> OneAtATime = new()
    {
        ["Identification:Batching:MaxBatchSize"] = "1",
        ["Identification:Batching:MaxQueueLength"] = "1",
    };

    protected abstract string HoldSql { get; }

    protected abstract DbConnection CreateConnection();

    [Fact]
    public async Task Identify_WhenNoMoreCanBeWritten_RefusesNewContactsAndAnswersKnownOnes()
    {
        await using var service = await FluxKartService.StartAsync([.. Database.Configuration, .. OneAtATime]);
        using var batches = new Measurements<int>(service.Services, "fluxkart.identification.batch.size");
        var known = await service.Client.IdentifyAsync("known@example.com", "1");
        await using var held = await HeldDatabase.HoldAsync(CreateConnection(), HoldSql);

        // A batch that reads and one that writes for the known contact, and for the new one, whose batch then waits for the database.
        var written = service.Client.IdentifyAsync("written@example.com", null);
        await WaitUntilAsync(() => batches.Values.Count == 4);
        var waiting = service.Client.IdentifyAsync("waiting@example.com", null);
        await WaitUntilAsync(() => batches.Values.Count == 5);
        for (var times = 0; times < 3; times++)
        {
            using var refusal = await service.Client.PostIdentifyAsync("""{"email":"refused@example.com"}""");
            await refusal.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(refusal.Headers.RetryAfter);
            Assert.Equal(known, await service.Client.IdentifyAsync("known@example.com", "1"));
        }

        await held.GiveBackAsync();
        await Task.WhenAll(written, waiting);
        Assert.DoesNotContain("refused@example.com", (await Database.ReadContactsAsync()).Select(contact => contact.Email));
    }

    [Fact]
    public async Task Identify_WhenNoMoreCanBeRead_RefusesBeforeTheBodyIsRead()
    {
        var identification = new Mock<IIdentificationService>(MockBehavior.Strict);
        identification.Setup(service => service.Refuses()).Returns(true);
        await using var service = await FluxKartService.StartAsync(
            Database.Configuration, builder => builder.Services.AddSingleton(identification.Object));

        using var outcomes = new Measurements<long>(service.Services, "fluxkart.identify.requests");

        using var refusal = await service.Client.PostIdentifyAsync("no JSON");

        await refusal.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(refusal.Headers.RetryAfter);
        Assert.Equal([1], outcomes.Values);
        using var page = await service.Client.GetAsync("/", Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public sealed class OnSqlite(SqliteDatabase database) : OverloadTests(database), IClassFixture<SqliteDatabase>
    {
        protected override string HoldSql => "BEGIN IMMEDIATE";

        protected override DbConnection CreateConnection() => new SqliteConnection($"{Database.ConnectionString};Pooling=False");
    }

    public sealed class OnPostgres(PostgresDatabase database) : OverloadTests(database), IClassFixture<PostgresDatabase>
    {
        protected override string HoldSql => "BEGIN; LOCK TABLE contact IN SHARE MODE";

        protected override DbConnection CreateConnection() => new NpgsqlConnection($"{Database.ConnectionString};Pooling=False");
    }
}
