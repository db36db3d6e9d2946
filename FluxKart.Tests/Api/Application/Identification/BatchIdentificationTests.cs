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

    [Fact]
    public async Task IdentifyAsync_WhenRequestsComeInBatches_ReturnsTheSameAsOneByOne()
    {
        await using var services = Database.CreateServices(
            collection => collection.AddScoped<BatchIdentification>().AddSingleton<EventMetrics>());
        await Request.Array[1, 12].Array[1, 5].SampleAsync(
            async batches =>
            {
                await Database.EmptyAsync();
                var oracle = new CustomerOracle();
                foreach (var batch in batches)
                {
                    var expected = batch.Select(request => oracle.Identify(request.Email, request.Phone)).ToList();
                    Assert.Equal(expected, await IdentifyAsync(services, batch));
                }
            },
            iter: 25,
            // All sequences share one database.
            threads: 1);
    }

    private static async Task<List<string>> IdentifyAsync(ServiceProvider services, (string? Email, string? Phone)[] batch)
    {
        await using var scope = services.CreateAsyncScope();
        var identification = scope.ServiceProvider.GetRequiredService<BatchIdentification>();
        var details = batch.Select(request => Parsed.Details(request.Email, request.Phone)).ToList();
        var lookups = await identification.LookUpAsync(details, Cancellation);
        var customers = await identification.IdentifyAsync(
            [.. details.Zip(lookups, (request, lookup) => new LinkRequest(request, lookup.MatchingPrimaryIds))], Cancellation);
        return [.. customers.Select(identified => CustomerJson.Of(identified.Customer))];
    }

    public sealed class OnSqlite(SqliteDatabase database) : BatchIdentificationTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : BatchIdentificationTests(database), IClassFixture<PostgresDatabase>;
}
