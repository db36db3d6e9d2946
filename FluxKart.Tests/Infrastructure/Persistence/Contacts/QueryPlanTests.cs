using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
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

        // A known contact, a new one, a further value, and a merge.
        await Contacts.LoadAsync(Scope(Details("k7@example.com", "1000007")), Cancellation);
        await IdentifyAsync(
            Details("new@example.com", "1"), Details("k8@example.com", "2"), Details("k9@example.com", "1000010"), Details(null, "1000011"));

        var plans = await Task.WhenAll(recorder.Statements.Select(statement => ExplainAsync(statement)));
        Assert.Equal(["SELECT", "UPDATE", "WITH"], recorder.Statements.Select(statement => statement.Sql.Split(' ', '\n')[0]).Distinct());
        Assert.All(plans, plan => Assert.DoesNotContain("Seq Scan on contact", plan, StringComparison.Ordinal));
        Assert.Contains("ix_contact_customer", plans[0], StringComparison.Ordinal);
    }

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

    /// <summary>Keeps the statements on the tables of contacts and events, with their parameters.</summary>
    private sealed class CommandRecorder : DbCommandInterceptor
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

        private void Record(DbCommand command)
        {
            if (command.CommandText.Contains("contact", StringComparison.Ordinal) || command.CommandText.Contains("event", StringComparison.Ordinal))
                Statements.Add((command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>().Select(parameter => parameter.Clone())]));
        }
    }
}
