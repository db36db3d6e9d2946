using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Importing;

/// <summary>The load of many new customers: what it leaves, and when it does not take place.</summary>
public abstract class BulkLoadTests(TestDatabase database) : PersistenceTests(database)
{
    /// <summary>Draws 10 ids of contacts and 20 of events, as requests that failed have.</summary>
    protected abstract string DrawIdsSql { get; }

    [Fact]
    public async Task Complete_Always_StoresContactsAndEventsLikeOtherImports()
    {
        await LoadAsync(
            Row("a@example.com", "1"),
            FileRow.Of([EmailAddress.FromStored("b@example.com")], [PhoneNumber.FromStored("2"), PhoneNumber.FromStored("3")]),
            Row(null, "4"));
        await IdentifyAsync(Details("a@example.com", "5"));

        Assert.Equal(
            [
                new ContactRow(1, "a@example.com", "1", null, "primary"),
                new ContactRow(2, "b@example.com", "2", null, "primary"),
                new ContactRow(3, "b@example.com", "3", 2, "secondary"),
                new ContactRow(4, null, "4", null, "primary"),
                new ContactRow(5, "a@example.com", "5", 1, "secondary"),
            ],
            await Database.ReadContactsAsync());
        Assert.Equal(
            [
                "1 contact.created 1 {}",
                "2 contact.created 2 {}",
                """3 contact.linked 2 {"secondaryContactId":3,"matchedBy":{"email":2}}""",
                "4 contact.created 4 {}",
                """5 contact.linked 1 {"secondaryContactId":5,"matchedBy":{"email":1}}""",
            ],
            await EventsAsync());
        Assert.Equal(["3 3", "5 5"], await Database.QueryAsync(
            "SELECT contactid || ' ' || eventid FROM eventcontact ORDER BY 1", row => row.GetString(0)));
    }

    [Fact]
    public async Task Complete_WhenIdsWereDrawnBefore_ContinuesAfterThem()
    {
        await Database.ExecuteAsync(DrawIdsSql);

        await LoadAsync(Row("a@example.com", "1"));

        Assert.Equal(11, Assert.Single(await Database.ReadContactsAsync()).Id);
        Assert.Equal("21 contact.created 11 {}", Assert.Single(await EventsAsync()));
    }

    [Fact]
    public async Task ReadStoredIdentifiers_WhenTheDatabaseIsEmpty_ReadsNothing()
    {
        await using var load = await TryBeginAsync();

        Assert.Empty(await load!.ReadStoredIdentifiersAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task TryBegin_WhileAnotherLoadRuns_BeginsNothing()
    {
        await using var load = await TryBeginAsync();

        Assert.NotNull(load);
        Assert.Null(await TryBeginAsync());
    }

    [Fact]
    public async Task Dispose_BeforeTheEnd_LeavesNothing()
    {
        await using (var load = await TryBeginAsync())
        {
            await load!.AddAsync(SetOf(Row("a@example.com", "1")), Cancellation);
            await load.AddAsync(SetOf(Row("b@example.com", "2")), Cancellation);
        }

        Assert.Empty(await Database.ReadContactsAsync());
        Assert.Empty(await EventsAsync());
        await using var next = await TryBeginAsync();
        Assert.NotNull(next);
    }

    private protected Task<IBulkLoad?> TryBeginAsync(int expectedRows = 1) =>
        Services.GetRequiredService<IBulkLoads>().TryBeginAsync(mayBlockOthers: true, expectedRows, Cancellation);

    protected Task LoadAsync(params FileRow[] rows) => LoadAsync(() => Task.CompletedTask, rows);

    protected async Task LoadAsync(Func<Task> beforeTheEnd, params FileRow[] rows)
    {
        await using var load = await TryBeginAsync();
        Assert.NotNull(load);
        await load.AddAsync(SetOf(rows), Cancellation);
        await beforeTheEnd();
        await load.CompleteAsync(Cancellation);
    }

    private protected CustomerSet SetOf(params FileRow[] rows)
    {
        var customers = new CustomerSet([], Services.GetRequiredService<LinkingRules>(), []);
        foreach (var row in rows)
            customers.Import(row, new FileCustomers());
        return customers;
    }

    protected static FileRow Row(string? email, string? phoneNumber) => FileRow.Of(
        email is null ? [] : [EmailAddress.FromStored(email)], phoneNumber is null ? [] : [PhoneNumber.FromStored(phoneNumber)]);

    protected Task<List<string>> EventsAsync() => Database.QueryAsync(
        "SELECT id || ' ' || type || ' ' || contactid || ' ' || data FROM event ORDER BY id", row => row.GetString(0));
}
