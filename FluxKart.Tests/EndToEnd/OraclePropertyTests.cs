using CsCheck;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Oracles;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Random sequences of requests. Every response must be exactly the oracle's.</summary>
public abstract class OraclePropertyTests(TestDatabase database) : ServiceTests(database)
{
    private static readonly Gen<(string? Email, string? Phone)> Request = Gen.Select(
        Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 9],
        (email, phone, kind) => (
            kind == 0 ? null : $"e{email}@example.com",
            kind == 1 ? null : $"{1000 + phone}"));

    [Fact]
    public async Task Identify_WhenRequestsAreSequential_ReturnsTheSameAsTheOracle() => await Request.Array[1, 30].SampleAsync(
        async requests =>
        {
            await Database.EmptyAsync();
            var oracle = new CustomerOracle();
            foreach (var (email, phone) in requests)
                Assert.Equal(oracle.Identify(email, phone), await Client.IdentifyAsync(email, phone));
        },
        iter: 25,
        // The sequences share one database, so only one can run at a time.
        threads: 1);

    public sealed class OnSqlite(SqliteDatabase database) : OraclePropertyTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : OraclePropertyTests(database), IClassFixture<PostgresDatabase>;
}
