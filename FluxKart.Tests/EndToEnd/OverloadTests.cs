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
    // One request is written and one waits; the others are too many.
    private const int TooMany = 3;

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
        var known = await service.Client.IdentifyAsync("known@example.com", "1");
        await using var held = await HeldDatabase.HoldAsync(CreateConnection(), HoldSql);

        var answers = Enumerable.Range(0, 2 + TooMany)
            .Select(number => service.Client.PostIdentifyAsync($$"""{"email":"new{{number}}@example.com"}"""))
            .ToList();
        var refusals = new List<HttpResponseMessage>();
        await foreach (var answer in Task.WhenEach(answers).Take(TooMany).WithCancellation(Cancellation))
            refusals.Add(await answer);

        foreach (var refusal in refusals)
        {
            await refusal.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(refusal.Headers.RetryAfter);
        }

        Assert.Equal(known, await IdentifyKnownAsync(service.Client));

        await held.GiveBackAsync();
        var statuses = (await Task.WhenAll(answers)).Select(answer => answer.StatusCode).ToList();
        Assert.Contains(HttpStatusCode.OK, statuses);
        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Identify_WhenNoMoreCanBeRead_RefusesBeforeTheBodyIsRead()
    {
        var identification = new Mock<IIdentificationService>(MockBehavior.Strict);
        identification.Setup(service => service.IsOverloaded).Returns(true);
        await using var service = await FluxKartService.StartAsync(
            Database.Configuration, builder => builder.Services.AddSingleton(identification.Object));

        using var refusal = await service.Client.PostIdentifyAsync("no JSON");

        await refusal.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(refusal.Headers.RetryAfter);
        Assert.Contains("outcome=\"refused\"", await service.Client.GetStringAsync("/metrics", Cancellation), StringComparison.Ordinal);
        using var page = await service.Client.GetAsync("/", Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    // Those that have not been refused may still have to be read.
    private static async Task<string> IdentifyKnownAsync(HttpClient client)
    {
        for (var tries = 1; tries < 1000; tries++)
        {
            using var answer = await client.PostIdentifyAsync("""{"email":"known@example.com","phoneNumber":"1"}""");
            if (answer.IsSuccessStatusCode)
                return await answer.Content.ReadAsStringAsync(Cancellation);
        }

        return await client.IdentifyAsync("known@example.com", "1");
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
