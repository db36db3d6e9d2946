using System.Text.RegularExpressions;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence;
using FluxKart.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Contacts;

/// <summary>What the suggestions are computed from.</summary>
public abstract class SuggestionDirectoryTests(TestDatabase database) : PersistenceTests(database)
{
    private readonly StatementRecorder recorder = new();
    private AsyncServiceScope scope;

    private ISuggestionDirectory Directory => scope.ServiceProvider.GetRequiredService<ISuggestionDirectory>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        scope = Services.CreateAsyncScope();
    }

    public override async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        recorder.AddTo(services);
        Assert.True(SharedIdentifierPatterns.TryCreate(["*@relay.example"], null, hasPlaceholders: false, out var patterns, out _));
        services.AddSingleton(LinkingRules.Plain with { SharedPatterns = patterns });
    }

    [Fact]
    public async Task ListLargestCustomersAsync_WhenContactsAreDeleted_CountsOnlyLiveOnes()
    {
        await StoreAsync(
            (1, "a@example.com", "1", null), (2, "b@example.com", "1", 1), (3, "c@example.com", "1", 1),
            (4, "d@example.com", "4", null),
            (5, "e@example.com", "5", null), (6, "f@example.com", "5", 5), (7, "g@example.com", "5", 5), (8, "h@example.com", "5", 5),
            (9, "i@example.com", "9", null), (10, "j@example.com", "9", 9), (11, "k@example.com", "9", 9));
        await DeleteAsync(3, 9, 10, 11);

        Assert.Equal([new(5, 4), new(1, 2)], await Directory.ListLargestCustomersAsync(10, Cancellation));
        Assert.Equal([new(5, 4)], await Directory.ListLargestCustomersAsync(1, Cancellation));
    }

    [Fact]
    public async Task ListHottestIdentifiersAsync_WhenValuesRepeat_CountsDifferentCounterpartsOfLiveContacts()
    {
        await StoreAsync(
            (1, "office@example.com", "1", null), (2, "office@example.com", "2", 1), (3, "office@example.com", null, 1),
            (4, "office@example.com", "2", 1), (5, "office@example.com", "5", 1),
            (6, "f@example.com", "6", null), (7, "g@example.com", "6", 6), (8, null, "6", 6), (9, "h@example.com", "6", 6), (10, "i@example.com", "6", 6),
            (11, "alone@example.com", "7", null), (12, "alone@example.com", null, 11));
        await DeleteAsync(5);

        Assert.Equal(
            [new(PhoneNumber.FromStored("6"), 5, 4), new(EmailAddress.FromStored("office@example.com"), 4, 2)],
            await Directory.ListHottestIdentifiersAsync(10, Cancellation));
        Assert.Equal([new(PhoneNumber.FromStored("6"), 5, 4)], await Directory.ListHottestIdentifiersAsync(1, Cancellation));
    }

    [Fact]
    public async Task ListHottestIdentifiersAsync_WhenIdentifiersNeverLink_LeavesThemOut()
    {
        await StoreAsync(
            (1, "info@example.com", "1", null), (2, "info@example.com", "2", null),
            (3, "x@relay.example", "3", null), (4, "x@relay.example", "4", null),
            (5, "e@example.com", "5", null), (6, "f@example.com", "5", null),
            (7, "g@example.com", "7", null), (8, "g@example.com", "8", 7));
        await Database.ExecuteAsync(
            "INSERT INTO sharedidentifier (email, phonenumber, istakenapart) VALUES ('info@example.com', NULL, FALSE), (NULL, '5', TRUE)");

        Assert.Equal([new(EmailAddress.FromStored("g@example.com"), 2, 2)], await Directory.ListHottestIdentifiersAsync(10, Cancellation));
    }

    [Fact]
    public async Task ListUsesAsync_WhenAnIdentifierHasBeenMarkedSince_LeavesItOut()
    {
        await StoreAsync(
            (1, "info@example.com", "1", null), (2, "info@example.com", "2", null),
            (3, "c@example.com", "3", null), (4, "d@example.com", "3", null),
            (5, "e@example.com", "5", null), (6, "f@example.com", "5", null));
        var found = await Directory.FindHottestIdentifiersAsync(10, Cancellation);
        await Database.ExecuteAsync(
            "INSERT INTO sharedidentifier (email, phonenumber, istakenapart) VALUES ('info@example.com', NULL, FALSE), (NULL, '5', TRUE)");

        Assert.Equal([new(PhoneNumber.FromStored("3"), 2, 2)], await Directory.ListUsesAsync(found, 10, Cancellation));
    }

    [Fact]
    public async Task ListSizesAsync_WhenAPrimaryHasBeenMergedSince_ReturnsTheCustomerThatItIsPartOf()
    {
        await StoreAsync(
            (1, "a@example.com", "1", null),
            (2, "b@example.com", "2", 1), (3, "c@example.com", "2", 1),
            (4, "d@example.com", "4", null), (5, "e@example.com", "4", 4),
            (6, "f@example.com", "6", null));

        Assert.Equal([new(1, 3), new(4, 2)], await Directory.ListSizesAsync([2, 5, 6], 10, Cancellation));
        Assert.Equal([new(1, 3)], await Directory.ListSizesAsync([2, 5, 6], 1, Cancellation));
    }

    [Fact]
    public async Task ListHoldersAsync_WhenCustomersHoldAnIdentifier_ReturnsTheirWholeSizes()
    {
        await StoreAsync(
            (1, "a@example.com", "1", null), (2, "b@example.com", "1", 1),
            (3, "c@example.com", "3", null), (4, "d@example.com", "4", 3), (5, "e@example.com", "4", 3),
            (6, "f@example.com", "6", null));
        await DeleteAsync(5);

        Assert.Equal(
            [new(1, 2), new(3, 2)],
            await Directory.ListHoldersAsync([EmailAddress.FromStored("b@example.com"), PhoneNumber.FromStored("3")], 10, Cancellation));
        Assert.Equal([new(1, 2)], await Directory.ListHoldersAsync([EmailAddress.FromStored("b@example.com"), PhoneNumber.FromStored("3")], 1, Cancellation));
    }

    [Fact]
    public async Task Statements_WhenTheUnitHasEnded_HaveTheirUsualTimeoutAgain()
    {
        await Directory.ListLargestCustomersAsync(1, Cancellation);
        var context = scope.ServiceProvider.GetRequiredService<FluxKartDbContext>();
        var during = context.Database.GetCommandTimeout();
        await scope.DisposeAsync();

        scope = Services.CreateAsyncScope();
        var next = scope.ServiceProvider.GetRequiredService<FluxKartDbContext>();

        Assert.Same(context, next);
        Assert.Equal(60, during);
        Assert.Null(next.Database.GetCommandTimeout());
    }

    [Fact]
    public async Task LoadAsync_WhenCustomersHaveTwentyThousandContacts_ReadsTheirBonds()
    {
        await Database.ExecuteAsync(
            """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 20000)
            INSERT INTO contact (id, email, linkedid, linkprecedence)
            SELECT n, 'k' || n || '@example.com', nullif(1, n), CASE WHEN n = 1 THEN 'primary' ELSE 'secondary' END FROM numbers;
            INSERT INTO event (type, contactid, data) VALUES ('contact.created', 1, '{}')
            """);

        var customers = await Contacts.LoadAsync(CustomerScope.Of([1L]) with { WithBonds = true }, Cancellation);

        Assert.Equal(20_000, customers.Loaded.Single().Contacts.Count);
        Assert.Single(customers.Bonds.Events);
    }

    private Task StoreAsync(params (long Id, string? Email, string? PhoneNumber, long? LinkedId)[] contacts) => Database.ExecuteAsync(
        "INSERT INTO contact (id, email, phonenumber, linkedid, linkprecedence) VALUES " + string.Join(", ", contacts.Select(contact =>
            $"({contact.Id}, {Literal(contact.Email)}, {Literal(contact.PhoneNumber)}, {(contact.LinkedId is { } linkedId ? $"{linkedId}" : "NULL")}, "
            + $"'{(contact.LinkedId is null ? "primary" : "secondary")}')")));

    // As another program does: the values stay.
    private Task DeleteAsync(params long[] ids) =>
        Database.ExecuteAsync($"UPDATE contact SET deletedat = createdat WHERE id IN ({string.Join(", ", ids)})");

    private static string Literal(string? value) => value is null ? "NULL" : $"'{value}'";

    public sealed class OnSqlite(SqliteDatabase database) : SuggestionDirectoryTests(database), IClassFixture<SqliteDatabase>
    {
        [Fact]
        public async Task Candidates_WhenExplained_ComeFromOnePassInOrder()
        {
            await Directory.ListLargestCustomersAsync(10, Cancellation);
            await Directory.ListHottestIdentifiersAsync(10, Cancellation);

            string[] expected =
            [
                "SCAN c\n",
                "USING COVERING INDEX ix_contact_email_phonenumber",
                "USING COVERING INDEX ix_contact_phonenumber",
            ];
            var statements = recorder.Statements.ToArray();
            var plans = new List<string>();
            // The others read the exact figures of what these find.
            foreach (var sql in (string[])[statements[0], statements[2], statements[3]])
                plans.Add(string.Join('\n', await Database.QueryAsync($"EXPLAIN QUERY PLAN {Regex.Replace(sql, @"@\w+", "10")}", row => row.GetString(3))));
            Assert.All(expected.Zip(plans), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        }
    }

    public sealed class OnPostgres(PostgresDatabase database) : SuggestionDirectoryTests(database), IClassFixture<PostgresDatabase>;
}
