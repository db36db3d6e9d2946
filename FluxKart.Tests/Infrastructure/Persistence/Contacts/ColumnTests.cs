using System.Text.RegularExpressions;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence;
using FluxKart.Infrastructure.Persistence.Events;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Infrastructure.Persistence.Sqlite;
using FluxKart.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Contacts;

/// <summary>
/// The statements that write contacts are written by hand, so a new column could be forgotten in them. Every mapped column is either
/// written by a statement, or named here together with the reason why it is not.
/// </summary>
public abstract partial class ColumnTests(TestDatabase database) : PersistenceTests(database)
{
    private static readonly string[] SetByDefaultOfTheDatabase = ["updatedat"];
    private static readonly string[] NullInANewRow = ["deletedat"];
    private static readonly string[] NeverChanged = ["id", "email", "phonenumber", "createdat"];
    private static readonly string[] SetByTrigger = ["updatedat"];
    private static readonly string[] SetByOtherPrograms = ["deletedat"];

    private readonly StatementRecorder recorder = new();

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        recorder.AddTo(services);
    }

    [Fact]
    public async Task Insert_Always_WritesEveryColumnThatANewRowNeeds()
    {
        await IdentifyAsync(Details("a@example.com", "1"));

        var insert = Assert.Single(recorder.Statements.Select(sql => InsertInto().Match(sql)), match => match.Success);
        var written = insert.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries);

        AssertCoversTheModel<Contact>([.. written, .. SetByDefaultOfTheDatabase, .. NullInANewRow]);
    }

    [Fact]
    public async Task Relink_Always_WritesEveryColumnThatALinkNeeds()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"));
        await IdentifyAsync(Details("a@example.com", "2"));

        var update = Assert.Single(recorder.Statements.Select(sql => UpdateSet().Match(sql)), match => match.Success);
        var written = update.Groups["assignments"].Value.Split(',').Select(assignment => assignment.Split('=')[0].Trim());

        AssertCoversTheModel<Contact>([.. written, .. NeverChanged, .. SetByTrigger, .. SetByOtherPrograms]);
    }

    [Fact]
    public async Task Append_Always_WritesEveryColumnOfTheEvents()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "1"));

        var inserts = recorder.Statements.SelectMany(sql => InsertIntoEvent().Matches(sql)).ToList();
        var setByTheDatabase = new[] { "id", "time" };

        // One for new customers, and one for the other events.
        Assert.Equal(2, inserts.Count);
        Assert.All(inserts, insert => AssertCoversTheModel<RecordedEvent>(
            [.. insert.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries).Union(setByTheDatabase)]));
    }

    [Fact]
    public async Task Split_Always_WritesEveryColumnOfMarksAndSeparations()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "1"));
        await ChangeAsync(customer => customer.Contacts.Where(contact => contact.Id == 2), (customers, customer, contacts) =>
            customers.Split(customer, [.. contacts], keepApart: true, reason: null));

        AssertCoversTheModel<SharedIdentifier>([.. ColumnsInsertedInto("sharedidentifier"), "id", "createdat"]);
        AssertCoversTheModel<Separation>(ColumnsInsertedInto("separation"));
    }

    [Fact]
    public async Task Remove_Always_WritesEveryColumnOfStandIns()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"), Details("c@example.com", "2"));
        await IdentifyAsync(Details("a@example.com", "2"));
        await ChangeAsync(customer => customer.Contacts.Where(contact => contact.Id == 2), (customers, customer, contacts) =>
            customers.Remove(customer, contacts.ToHashSet(), reason: null));

        AssertCoversTheModel<StandIn>(ColumnsInsertedInto("standin"));
    }

    [Theory]
    [InlineData(PostgresCopy.Contacts)]
    [InlineData(PostgresCopy.ContactsOfNewTable)]
    [InlineData(SqliteContactRows.InsertContact)]
    public void BulkInsert_Always_WritesEveryColumnThatANewRowNeeds(string statement) =>
        AssertCoversTheModel<Contact>([.. ColumnsIn(statement).Union(["updatedat"]), .. NullInANewRow]);

    [Theory]
    [InlineData(PostgresCopy.Events)]
    [InlineData(SqliteEventRows.InsertEvent)]
    public void BulkAppend_Always_WritesEveryColumnOfTheEvents(string statement) =>
        AssertCoversTheModel<RecordedEvent>([.. ColumnsIn(statement).Union(["id", "time"])]);

    [Theory]
    [InlineData(PostgresCopy.Names)]
    [InlineData(SqliteEventRows.InsertName)]
    public void BulkAppend_Always_WritesEveryColumnOfTheContactsThatEventsName(string statement) =>
        AssertCoversTheModel<EventContact>(ColumnsIn(statement));

    private static string[] ColumnsIn(string statement) =>
        Regex.Match(statement, @"\((?<columns>[^)]*)\)").Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries);

    private Task<bool> ChangeAsync(
        Func<Customer, IEnumerable<Contact>> select, Action<CustomerSet, Customer, IEnumerable<Contact>> change) => UnitOfWork.ExecuteAsync(
        async token =>
        {
            var customers = await Contacts.LoadForUpdateAsync(CustomerScope.Of([1L]) with { WithBonds = true }, token);
            var customer = customers.Loaded.Single();
            change(customers, customer, select(customer).ToList());
            await Contacts.SaveAsync(customers, token);
            return true;
        },
        Cancellation);

    private string[] ColumnsInsertedInto(string table) => recorder.Statements
        .Select(sql => Regex.Match(sql, $@"INSERT (OR \w+ )?INTO {table} \((?<columns>[^)]*)\)"))
        .First(match => match.Success)
        .Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries);

    private void AssertCoversTheModel<TEntity>(string[] columns)
    {
        using var scope = Services.CreateScope();
        var model = scope.ServiceProvider.GetRequiredService<FluxKartDbContext>().Model;
        var mapped = model.FindEntityType(typeof(TEntity))!.GetProperties().Select(property => property.GetColumnName());

        Assert.Equal(mapped.Order(StringComparer.Ordinal), columns.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"INSERT INTO contact \((?<columns>[^)]*)\)")]
    private static partial Regex InsertInto();

    [GeneratedRegex(@"INSERT INTO event \((?<columns>[^)]*)\)")]
    private static partial Regex InsertIntoEvent();

    [GeneratedRegex(@"UPDATE contact\s+SET\s+(?<assignments>.*?)\s+FROM", RegexOptions.Singleline)]
    private static partial Regex UpdateSet();

    public sealed class OnSqlite(SqliteDatabase database) : ColumnTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ColumnTests(database), IClassFixture<PostgresDatabase>;
}
