using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Tests.Databases;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FluxKart.Tests.Infrastructure.Persistence.Contacts;

/// <summary>What PostgreSQL does with each statement when a million contacts are stored: it never reads through the table.</summary>
public sealed partial class QueryPlanTests(PostgresDatabase database) : PersistenceTests(database), IClassFixture<PostgresDatabase>
{
    private readonly CommandRecorder recorder = new();

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.ConfigureDbContext<PostgresFluxKartDbContext>(options => options.AddInterceptors(recorder));
    }

    [Fact]
    public async Task Statements_WhenAMillionContactsAreStored_UseIndexesOnly()
    {
        await Database.ExecuteAsync(
            """
            INSERT INTO contact (email, phonenumber, linkprecedence)
            SELECT 'k' || n || '@example.com', (1000000 + n)::text, 'primary' FROM generate_series(1, 1000000) AS n
            """);
        await Database.ExecuteAsync("ANALYZE contact");
        await FillHintsAsync(Details("k7@example.com", null));

        // A known contact, a new one, a further value, and a merge. Then a new one again, which is not loaded first.
        await Contacts.LoadAsync(Scope(Details("k7@example.com", "1000007")), Cancellation);
        await IdentifyAsync(
            Details("new@example.com", "1"), Details("k8@example.com", "2"), Details("k9@example.com", "1000010"), Details(null, "1000011"));
        await IdentifyAsync(UnheldScope(Details("newer@example.com", "3")));

        var plans = await Task.WhenAll(recorder.Statements.Select(statement => ExplainAsync(statement)));
        Assert.Equal(["SELECT", "UPDATE", "WITH"], recorder.Statements.Select(statement => statement.Sql.Split(' ', '\n')[0]).Distinct());
        Assert.All(plans, plan => Assert.DoesNotContain("Seq Scan on contact", plan, StringComparison.Ordinal));
        Assert.Contains("ix_contact_customer", plans[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statements_WhenAThirdOfTheContactsHoldOneSharedNumber_NeverReadItsHolders()
    {
        await Database.ExecuteAsync(
            """
            INSERT INTO contact (email, phonenumber, linkprecedence)
            SELECT 'k' || n || '@example.com', CASE WHEN n % 3 = 0 THEN '5551' ELSE (1000000 + n)::text END, 'primary'
            FROM generate_series(1, 300000) AS n;
            INSERT INTO sharedidentifier (phonenumber, istakenapart) SELECT (5551 + n)::text, false FROM generate_series(0, 100000) AS n;
            INSERT INTO separation (contactid, othercontactid) SELECT n, n + 1 FROM generate_series(1, 100000) AS n;
            INSERT INTO standin (removedid, role, contactid) SELECT n, 'Email', n FROM generate_series(1, 100000) AS n
            """);
        await Database.ExecuteAsync("ANALYZE contact, sharedidentifier, separation, standin, event, eventcontact");
        await FillHintsAsync(Details(null, "5551"));

        // A known contact, a new one, one with nothing but the number, one that is not loaded first, a merge of two that are kept apart,
        // and a change by hand.
        await Contacts.LoadAsync(Scope(Details("k3@example.com", "5551")), Cancellation);
        await IdentifyAsync(Details("new@example.com", "5551"));
        await IdentifyAsync(Details(null, "5551"));
        await IdentifyAsync(UnheldScope(Details("newer@example.com", "3")));
        await Contacts.LoadAsync(Scope(Details("k7@example.com", "1000008")), Cancellation);
        await Contacts.LoadAsync(CustomerScope.Of([9L]) with { WithBonds = true }, Cancellation);

        Assert.All(await Task.WhenAll(recorder.Statements.Where(IsRead).Select(statement => ExplainAsync(statement, "EXPLAIN ANALYZE"))), plan =>
        {
            Assert.DoesNotMatch("Seq Scan on (contact|sharedidentifier|separation|standin)", plan);
            Assert.All(Rows().Matches(plan), rows => Assert.True(
                int.Parse(rows.Groups["rows"].Value, CultureInfo.InvariantCulture) < 100, plan));
        });
        // A statement that writes is not executed again.
        Assert.All(
            await Task.WhenAll(recorder.Statements.Where(statement => !IsRead(statement)).Select(statement => ExplainAsync(statement))),
            plan => Assert.DoesNotMatch("Seq Scan on (contact|sharedidentifier|separation|standin)", plan));
    }

    // A process finds out once that an identifier is marked.
    private async Task FillHintsAsync(ContactDetails details)
    {
        await Contacts.LoadAsync(Scope(details), Cancellation);
        recorder.Statements.Clear();
    }

    private static bool IsRead((string Sql, DbParameter[] Parameters) statement) =>
        statement.Sql.StartsWith("SELECT", StringComparison.Ordinal);

    [Fact]
    public async Task Reads_WhenAMillionContactsAndEventsAreStored_TouchNoMoreRowsThanTheyNeed()
    {
        await Database.ExecuteAsync(
            """
            INSERT INTO contact (email, phonenumber, linkprecedence)
            SELECT 'k' || n || '@example.com', (1000000 + n)::text, 'primary' FROM generate_series(1, 1000000) AS n;
            INSERT INTO event (type, contactid, data) SELECT 'contact.created', n, '{}' FROM generate_series(1, 1000000) AS n;
            INSERT INTO eventcontact (contactid, eventid) SELECT n, n FROM generate_series(1, 1000000) AS n
            """);
        await Database.ExecuteAsync("ANALYZE contact, event, eventcontact");
        await using var scope = Services.CreateAsyncScope();
        var directory = scope.ServiceProvider.GetRequiredService<ICustomerDirectory>();
        var log = scope.ServiceProvider.GetRequiredService<IEventLog>();
        recorder.Statements.Clear();

        await directory.ListAsync(500_000, 51, Cancellation);
        await directory.IsDeletedAsync(7, Cancellation);
        await log.ReadAsync(500_000, [], 200, Cancellation);
        await log.ReadAsync(500_000, ["contact.merged"], 200, Cancellation);
        await log.ReadNamingAsync([.. Enumerable.Range(1, 1000)], 0, 51, Cancellation);
        await log.ReadNewestIdAsync(Cancellation);

        Assert.Equal(7, recorder.Statements.Count);
        Assert.All(await Task.WhenAll(recorder.Statements.Select(statement => ExplainAsync(statement, "EXPLAIN ANALYZE"))), plan =>
        {
            Assert.DoesNotContain("Seq Scan on", plan, StringComparison.Ordinal);
            // A read of one rare type skips 20,000 events at most.
            Assert.All(Rows().Matches(plan), rows => Assert.InRange(int.Parse(rows.Groups["rows"].Value, CultureInfo.InvariantCulture), 0, 20_000));
        });
    }

    [Fact]
    public async Task Suggestions_WhenAMillionContactsAreStored_ReadThemInOrderOnce()
    {
        // Customers of four contacts, and one of a thousand.
        await Database.ExecuteAsync(
            """
            INSERT INTO contact (id, email, phonenumber, linkedid, linkprecedence)
            SELECT n, 'k' || n || '@example.com', (1000000 + first)::text, nullif(first, n), CASE WHEN first = n THEN 'primary' ELSE 'secondary' END
            FROM (SELECT n, CASE WHEN n < 1000000 THEN n - n % 4 ELSE 1000000 END AS first FROM generate_series(4, 1000999) AS n) AS numbers
            """);
        // So that PostgreSQL knows which pages it need not read.
        await Database.ExecuteAsync("VACUUM ANALYZE contact");
        await using var scope = Services.CreateAsyncScope();
        var directory = scope.ServiceProvider.GetRequiredService<ISuggestionDirectory>();
        recorder.Statements.Clear();

        await directory.ListLargestCustomersAsync(100, Cancellation);
        var hottest = await directory.ListHottestIdentifiersAsync(100, Cancellation);
        await directory.ListHoldersAsync([.. hottest.Select(use => use.Identifier)], 100, Cancellation);

        Assert.Equal(1000, hottest[0].Contacts);
        var plans = await Task.WhenAll(recorder.Statements.Select(statement => ExplainAsync(statement, "EXPLAIN ANALYZE")));
        Assert.Equal(7, plans.Length);
        // In order of the table: in order of an index, every contact could be on another page.
        Assert.DoesNotContain("Index Scan", plans[0], StringComparison.Ordinal);
        Assert.Contains("Index Only Scan using ix_contact_email_phonenumber", plans[2], StringComparison.Ordinal);
        Assert.Contains("Index Only Scan using ix_contact_phonenumber", plans[3], StringComparison.Ordinal);
        // The marks are looked up in one hash table, not one by one.
        Assert.All(plans[2..4], plan => Assert.Contains("hashed SubPlan", plan, StringComparison.Ordinal));
        // The exact figures are read for the few candidates only.
        Assert.All([plans[1], .. plans[4..]], plan =>
        {
            Assert.DoesNotContain("Seq Scan on contact", plan, StringComparison.Ordinal);
            Assert.All(Rows().Matches(plan), rows => Assert.InRange(int.Parse(rows.Groups["rows"].Value, CultureInfo.InvariantCulture), 0, 20_000));
        });
    }

    [Fact]
    public async Task Export_WhenAMillionContactsAreStored_ReadsEachPageInOrderOfTheIndex()
    {
        // Customers of four contacts, which came years apart, and one of three thousand.
        await Database.ExecuteAsync(
            """
            INSERT INTO contact (id, email, phonenumber, linkedid, linkprecedence)
            SELECT n, 'k' || n || '@example.com', (1000000 + n)::text, nullif(first, n), CASE WHEN first = n THEN 'primary' ELSE 'secondary' END
            FROM (SELECT n, CASE WHEN n > 1000000 THEN 250000 ELSE (n - 1) % 250000 + 1 END AS first FROM generate_series(1, 1003000) AS n) AS numbers
            """);
        await Database.ExecuteAsync("ANALYZE contact");
        await using var scope = Services.CreateAsyncScope();
        var directory = scope.ServiceProvider.GetRequiredService<IContactDirectory>();
        var last = (await Contacts.LoadAsync(CustomerScope.Of([100_000L]), Cancellation)).Loaded.Single().Contacts.Single(contact => contact.Id == 600_000);
        recorder.Statements.Clear();

        await directory.ListAsync(null, 2000, Cancellation);
        await directory.ListAsync(last, 2000, Cancellation);
        await directory.ListNamedAsync([5, 100_000, 250_000, 750_001], Cancellation);

        var plans = await Task.WhenAll(recorder.Statements.Select(statement => ExplainAsync(statement, "EXPLAIN ANALYZE")));
        Assert.Equal(3, plans.Length);
        Assert.All(plans, plan =>
        {
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
            Assert.Contains("ix_contact_customer", plan, StringComparison.Ordinal);
            // The big customer is read, sorted and returned whole.
            Assert.All(Rows().Matches(plan), rows => Assert.InRange(int.Parse(rows.Groups["rows"].Value, CultureInfo.InvariantCulture), 0, 3100));
        });
        Assert.All(plans[..2], plan => Assert.Contains("Presorted Key", plan, StringComparison.Ordinal));
    }

    // Of a node: the rows that it returned, and those that it read in vain.
    [GeneratedRegex(@"\(actual [^)]*rows=(?<rows>\d+)|Rows Removed by Filter: (?<rows>\d+)")]
    private static partial Regex Rows();

    private async Task<string> ExplainAsync((string Sql, DbParameter[] Parameters) statement, string explain = "EXPLAIN")
    {
        await using var connection = new NpgsqlConnection(Database.Settings.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand($"{explain} {statement.Sql}", connection);
        command.Parameters.AddRange(statement.Parameters);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancellation))
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    /// <summary>Keeps the statements on the tables, with their parameters.</summary>
    private sealed partial class CommandRecorder : DbCommandInterceptor
    {
        public List<(string Sql, DbParameter[] Parameters)> Statements { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Record(command);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Record(command);
            return ValueTask.FromResult(result);
        }

        [GeneratedRegex("contact|event|sharedidentifier|separation|standin")]
        private static partial Regex Tables();

        private void Record(DbCommand command)
        {
            // The locks, and the load or the insert, are two statements of one command.
            foreach (var sql in command.CommandText.Split(";\n").Where(sql => Tables().IsMatch(sql)))
                Statements.Add((sql, [.. command.Parameters.Cast<NpgsqlParameter>().Select(parameter => parameter.Clone())]));
        }
    }
}
