using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 5, remove, and what an erasure takes with it. Literal responses; times are replaced by T.</summary>
public abstract class RemoveTests(TestDatabase database) : ServiceTests(database)
{
    private const string Ann = """{"primaryContactId":1,"emails":["ann@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[]}""";

    [Fact]
    public async Task Remove_WhenTheRestFallsApart_ReturnsTheParts()
    {
        await CreateCustomerAsync();

        Assert.Equal(
            $$"""{"customers":[{{Ann}},{"primaryContactId":3,"emails":["bob@example.com"],"phoneNumbers":["5552"],"secondaryContactIds":[]}]}""",
            await Client.PostJsonAsync("/contacts/3/remove", """{"contactIds":[2],"reason":"a mistyped number"}"""));

        Assert.Equal(
            [
                new ContactRow(1, "ann@example.com", "5551", null, "primary"),
                new ContactRow(2, null, null, 1, "secondary"),
                new ContactRow(3, "bob@example.com", "5552", null, "primary"),
            ],
            await Database.ReadContactsAsync());
        Assert.Equal(
            """{"events":[{"id":4,"type":"contact.removed","time":"T","contactId":1,"data":{"removedContactIds":[2],"customers":[1,3],"reason":"a mistyped number"}},{"id":5,"type":"contact.split","time":"T","contactId":1,"data":{"spawnedContactId":3,"movedContactIds":[3],"keptApart":false,"reason":"a mistyped number"}}],"next":5}""",
            await Client.GetJsonAsync("/events?after=3"));
    }

    [Theory]
    [InlineData("[3]", """{"customers":[{"primaryContactId":1,"emails":["ann@example.com","bob@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[2]}]}""")]
    [InlineData("[1]", """{"customers":[{"primaryContactId":2,"emails":["bob@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[3]}]}""")]
    [InlineData("[1,2]", """{"customers":[{"primaryContactId":3,"emails":["bob@example.com"],"phoneNumbers":["5552"],"secondaryContactIds":[]}]}""")]
    [InlineData("[1,2,3]", """{"customers":[]}""")]
    public async Task Remove_WhenTheRestStaysTogether_ReturnsIt(string contactIds, string response)
    {
        await CreateCustomerAsync();

        Assert.Equal(response, await Client.PostJsonAsync("/contacts/1/remove", $$"""{"contactIds":{{contactIds}}}"""));
        StoredCustomers.AssertConsistent([.. (await Database.ReadContactsAsync()).Where(row => row.Email is not null)]);
    }

    [Fact]
    public async Task Remove_WhenContactsAreRemoved_TheirIdsGet410()
    {
        await CreateCustomerAsync();
        await RemoveAsync("[2]");

        using var read = await Client.GetAsync("/contacts/2", Cancellation);
        await read.ReadProblemAsync(HttpStatusCode.Gone);
        foreach (var (path, body) in new[] { ("/contacts/1/remove", "[2]"), ("/contacts/2/remove", "[1]"), ("/contacts/2/split", "[1]") })
        {
            using var response = await Client.PostAsync(path, $$"""{"contactIds":{{body}}}""");
            var problem = await response.ReadProblemAsync(HttpStatusCode.Gone);
            Assert.Equal("Contact 2 has been erased or removed.", problem.GetProperty("detail").GetString());
        }
    }

    [Theory]
    [InlineData("[2,4]", HttpStatusCode.Conflict, "Contact 4 does not belong to the customer of contact 1. Send only contacts that GET /contacts/1/records lists.")]
    [InlineData("[2,99]", HttpStatusCode.NotFound, "There is no contact 99.")]
    public async Task Remove_WhenAContactIsNotOfTheCustomer_WritesNothing(string contactIds, HttpStatusCode status, string detail)
    {
        await CreateCustomerAsync();
        await Client.IdentifyAsync("zoe@example.com", null);
        var before = await Database.ReadContactsAsync();

        using var response = await Client.PostAsync("/contacts/1/remove", $$"""{"contactIds":{{contactIds}}}""");

        Assert.Equal(detail, (await response.ReadProblemAsync(status)).GetProperty("detail").GetString());
        Assert.Equal(before, await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Remove_WhenARequestLinkedTheRest_HoldsAsLongAsAContactHoldsTheValue()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5552");
        await Client.IdentifyAsync("cat@example.com", "5552");
        await Client.IdentifyAsync("bob@example.com", "5553");
        await Client.IdentifyAsync("ann@example.com", "5552");

        Assert.Equal(
            """{"customers":[{"primaryContactId":1,"emails":["ann@example.com","cat@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[3]},{"primaryContactId":4,"emails":["bob@example.com"],"phoneNumbers":["5553"],"secondaryContactIds":[]}]}""",
            await RemoveAsync("[2]"));
        Assert.Contains("""
            "links":[{"from":3,"to":1,"by":["request"],
            """, await Client.GetJsonAsync("/contacts/1/explanation"), StringComparison.Ordinal);
        Assert.Equal($$"""{"customers":[{{Ann}}]}""", await RemoveAsync("[3]"));
    }

    [Fact]
    public async Task Remove_WhenAMarkLosesItsLastHolder_DeletesIt()
    {
        await CreateCustomerAsync();
        await MarkAsync("\"phoneNumber\":\"5552\"");
        await MarkAsync("\"phoneNumber\":\"5551\"");

        await RemoveAsync("[3]");

        Assert.Equal(
            """{"sharedIdentifiers":[{"id":2,"phoneNumber":"5551","reason":"a note","takenApart":false,"createdAt":"T"}],"next":null}""",
            await Client.GetJsonAsync("/shared-identifiers"));
        Assert.Equal(
            """{"events":[{"id":6,"type":"contact.removed","time":"T","contactId":1,"data":{"removedContactIds":[3],"customers":[1]}},{"id":7,"type":"identifier.unshared","time":"T","contactId":null,"data":{"sharedIdentifierId":1,"kind":"phoneNumber"}}],"next":7}""",
            await Client.GetJsonAsync("/events?after=5"));
    }

    [Fact]
    public async Task Remove_WhenTheContactStoodForASeparation_TheRestIsStillKeptApart()
    {
        await CreateCustomerAsync();
        await Client.IdentifyAsync("bob@example.com", "5553");
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2,3,4]}""");

        await RemoveAsync("[2]", id: 3);

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["ann@example.com"],"phoneNumbers":["5551","5553"],"secondaryContactIds":[5]}}""",
            await Client.IdentifyAsync("ann@example.com", "5553"));
        Assert.Equal([new(1, 3)], await ReadSeparationsAsync());
    }

    [Fact]
    public async Task Erase_WhenOnlyTheCustomerNeededThem_TakesMarksAndSeparationsWithIt()
    {
        await CreateCustomerAsync();
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2,3]}""");
        await MarkAsync("\"phoneNumber\":\"5552\"");

        await EraseAsync(2);

        // The other customer holds the number that the split has shared.
        Assert.Equal(
            """{"sharedIdentifiers":[{"id":1,"phoneNumber":"5551","reason":"split","takenApart":false,"createdAt":"T"}],"next":null}""",
            await Client.GetJsonAsync("/shared-identifiers"));
        Assert.Empty(await ReadSeparationsAsync());

        await EraseAsync(1);
        Assert.Equal("""{"sharedIdentifiers":[],"next":null}""", await Client.GetJsonAsync("/shared-identifiers"));
    }

    [Fact]
    public async Task Erase_WhenReasonsWereGiven_ClearsThemInAllEarlierEvents()
    {
        await CreateCustomerAsync();
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2,3],"reason":"ask Ann"}""");
        await Client.PostJsonAsync("/contacts/1/merge", """{"contactId":2,"reason":"Ann again"}""");
        await Client.PostJsonAsync("/contacts/1/remove", """{"contactIds":[3],"reason":"Ann mistyped"}""");
        await MarkAsync("\"email\":\"ann@example.com\"");
        await Client.IdentifyAsync("zoe@example.com", "5559");
        await MarkAsync("\"email\":\"zoe@example.com\"");

        await EraseAsync(1, "?reason=asked%20to");

        var events = await Client.GetJsonAsync("/events?limit=1000");
        Assert.DoesNotContain("Ann", events, StringComparison.Ordinal);
        Assert.Equal(1, Count(events, "\"reason\":\"asked to\""));
        // The other customer's mark keeps its reason.
        Assert.Equal(1, Count(events, "\"reason\":\"a note\""));
        Assert.DoesNotContain("ann@example.com", await Client.GetJsonAsync("/shared-identifiers"), StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private async Task CreateCustomerAsync()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5552");
    }

    private Task<string> MarkAsync(string identifier) =>
        Client.PostJsonAsync("/shared-identifiers", $$"""{{{identifier}},"reason":"a note"}""", HttpStatusCode.Created);

    private Task<string> RemoveAsync(string contactIds, long id = 1) =>
        Client.PostJsonAsync($"/contacts/{id}/remove", $$"""{"contactIds":{{contactIds}}}""");

    private async Task EraseAsync(long id, string query = "")
    {
        using var response = await Client.DeleteAsync($"/contacts/{id}{query}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    private Task<List<(long ContactId, long OtherContactId)>> ReadSeparationsAsync() => Database.QueryAsync(
        "SELECT contactid, othercontactid FROM separation ORDER BY contactid, othercontactid", row => (row.GetInt64(0), row.GetInt64(1)));

    public sealed class OnSqlite(SqliteDatabase database) : RemoveTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : RemoveTests(database), IClassFixture<PostgresDatabase>;
}
