using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 5, the cap, and section 4, looking up shared values. Literal responses; times are replaced by T.</summary>
public abstract class LinkRefusalTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Full =
        """{"primaryContactId":1,"emails":["ann@example.com","bob@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[2]}""";

    private const string Cat = """{"primaryContactId":3,"emails":["cat@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[]}""";
    private const string Dan = """{"primaryContactId":4,"emails":["dan@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[]}""";

    private FluxKartService? service;

    private HttpClient Client => service!.Client;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        service = await FluxKartService.StartAsync([.. Database.Configuration, new("Identification:MaxContactsPerCustomer", "2")]);
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");
    }

    public override async ValueTask DisposeAsync()
    {
        await service!.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Identify_WhenTheCustomerIsFull_CreatesAnotherAndSharesTheValue()
    {
        Assert.Equal($$"""{"contact":{{Cat}}}""", await Client.IdentifyAsync("cat@example.com", "5551"));

        Assert.Equal(
            """{"events":[{"id":3,"type":"contact.created","time":"T","contactId":3,"data":{}},{"id":4,"type":"contact.link_refused","time":"T","contactId":3,"data":{"otherContactId":1,"by":["phoneNumber"],"why":"too many contacts"}},{"id":5,"type":"identifier.shared","time":"T","contactId":null,"data":{"sharedIdentifierId":1,"kind":"phoneNumber","reason":"too many contacts"}}],"next":5}""",
            await Client.GetJsonAsync("/events?after=2"));
        Assert.Equal(
            """{"sharedIdentifiers":[{"id":1,"phoneNumber":"5551","reason":"too many contacts","takenApart":false,"createdAt":"T"}],"next":null}""",
            await Client.GetJsonAsync("/shared-identifiers"));
    }

    [Fact]
    public async Task Identify_WhenTheCustomerIsFullAndNothingIsNew_ReturnsIt()
    {
        Assert.Equal($$"""{"contact":{{Full}}}""", await Client.IdentifyAsync("ann@example.com", "5551"));
        Assert.Equal($$"""{"contact":{{Full}}}""", await Client.IdentifyAsync("bob@example.com", null));
        Assert.Equal("""{"events":[],"next":2}""", await Client.GetJsonAsync("/events?after=2"));
    }

    [Fact]
    public async Task Identify_WhenTwoCustomersWouldBeTooMany_TakesTheFirst()
    {
        await Client.IdentifyAsync("cat@example.com", "5552");

        Assert.Equal(
            """{"contact":{"primaryContactId":3,"emails":["cat@example.com"],"phoneNumbers":["5552","5551"],"secondaryContactIds":[4]}}""",
            await Client.IdentifyAsync("cat@example.com", "5551"));
    }

    [Fact]
    public async Task LookUp_WhenAValueIsShared_ReturnsAllHoldersOldestFirst()
    {
        await Client.IdentifyAsync("cat@example.com", "5551");
        await Client.IdentifyAsync("dan@example.com", "5551");

        Assert.Equal($$"""{"contacts":[{{Full}},{{Cat}},{{Dan}}],"next":null}""", await Client.GetJsonAsync("/contacts?phoneNumber=5551"));
        Assert.Equal(
            $$"""{"contacts":[{{Full}},{{Cat}},{{Dan}}],"next":null}""", await Client.PostJsonAsync("/contacts/lookup", """{"phoneNumber":"5551"}"""));
    }

    [Fact]
    public async Task LookUp_WhenThereAreMoreHolders_EachIsOnOnePage()
    {
        await Client.IdentifyAsync("cat@example.com", "5551");
        await Client.IdentifyAsync("dan@example.com", "5551");

        var pages = new List<string>();
        string? next = null;
        do
        {
            var page = await Client.PostJsonAsync($"/contacts/lookup?limit=1{(next is null ? "" : $"&after={next}")}", """{"phoneNumber":"5551"}""");
            var parts = page.Split(""","next":""");
            pages.Add(parts[0]);
            next = parts[1] == "null}" ? null : parts[1].Trim('"', '}');
        }
        while (next is not null && pages.Count < 5);

        Assert.Equal(new[] { Full, Cat, Dan }.Select(customer => $$"""{"contacts":[{{customer}}]"""), pages);
    }

    public sealed class OnSqlite(SqliteDatabase database) : LinkRefusalTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : LinkRefusalTests(database), IClassFixture<PostgresDatabase>;
}
