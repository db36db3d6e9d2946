using CsCheck;
using FluxKart.Api.Application.Events;
using FluxKart.Api.Application.Identification;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Domain;
using FluxKart.Tests.Oracles;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Api.Application.Identification;

/// <summary>
/// A batch gives the same results as its requests one by one. They equal the oracle's, however the requests are divided into batches.
/// </summary>
public abstract class BatchIdentificationTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Gen<(string? Email, string? Phone)> Request = Gen.Select(
        Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 9],
        (email, phone, kind) => (kind == 0 ? null : $"e{email}@example.com", kind == 1 ? null : $"{1000 + phone}"));

    // The read of a batch can be as old as some batches before it.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task IdentifyAsync_WhenRequestsComeInBatches_ReturnsTheSameAsOneByOne(int batchesSinceRead)
    {
        await using var services = Database.CreateServices(
            collection => collection.AddScoped<BatchIdentification>().AddSingleton<EventMetrics>());
        await Request.Array[1, 12].Array[1, 5].SampleAsync(
            async batches =>
            {
                await Database.EmptyAsync();
                var oracle = new CustomerOracle();
                var reads = new Queue<List<LinkRequest>>();
                foreach (var batch in batches.Take(batchesSinceRead))
                    reads.Enqueue(await LookUpAsync(services, batch));
                for (var place = 0; place < batches.Length; place++)
                {
                    if (place + batchesSinceRead < batches.Length)
                        reads.Enqueue(await LookUpAsync(services, batches[place + batchesSinceRead]));
                    var expected = batches[place].Select(request => oracle.Identify(request.Email, request.Phone)).ToList();
                    Assert.Equal(expected, await IdentifyAsync(services, reads.Dequeue()));
                }
            },
            iter: 25,
            // All sequences share one database.
            threads: 1);
    }

    private static async Task<List<LinkRequest>> LookUpAsync(ServiceProvider services, (string? Email, string? Phone)[] batch)
    {
        await using var scope = services.CreateAsyncScope();
        var details = batch.Select(request => Parsed.Details(request.Email, request.Phone)).ToList();
        var lookups = await scope.ServiceProvider.GetRequiredService<BatchIdentification>().LookUpAsync(details, Cancellation);
        return [.. details.Zip(lookups, (request, lookup) => new LinkRequest(request, lookup.MatchingPrimaryIds, lookup.Unheld))];
    }

    private static async Task<List<string>> IdentifyAsync(ServiceProvider services, List<LinkRequest> requests)
    {
        await using var scope = services.CreateAsyncScope();
        var customers = await scope.ServiceProvider.GetRequiredService<BatchIdentification>().IdentifyAsync(requests, Cancellation);
        return [.. customers.Select(identified => CustomerJson.Of(identified.Customer))];
    }

    public sealed class OnSqlite(SqliteDatabase database) : BatchIdentificationTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : BatchIdentificationTests(database), IClassFixture<PostgresDatabase>;
}
