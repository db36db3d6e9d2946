using System.Net;
using System.Text;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 5, split, with literal responses. Times are replaced by T.</summary>
public abstract class SplitTests(TestDatabase database) : ServiceTests(database)
{
    private const string Ann = """{"primaryContactId":1,"emails":["ann@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[]}""";
    private const string Bob = """{"primaryContactId":2,"emails":["bob@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[3]}""";

    [Fact]
    public async Task Split_Always_ReturnsBothCustomersAndSharesWhatBothHold()
    {
        await CreateCustomerAsync();

        Assert.Equal(
            $$"""{"kept":{{Ann}},"spawned":{{Bob}}}""",
            await Client.PostJsonAsync("/contacts/3/split", """{"contactIds":[2,3],"reason":"two people with one phone"}"""));

        Assert.Equal($$"""{"contacts":[{{Ann}},{{Bob}}],"next":null}""", await Client.GetJsonAsync("/contacts"));
        Assert.Equal(
            """{"sharedIdentifiers":[{"id":1,"phoneNumber":"5551","reason":"split","takenApart":false,"createdAt":"T"}],"next":null}""",
            await Client.GetJsonAsync("/shared-identifiers"));
        Assert.Equal(
            """{"events":[{"id":4,"type":"contact.split","time":"T","contactId":1,"data":{"spawnedContactId":2,"movedContactIds":[2,3],"keptApart":true,"reason":"two people with one phone"}},{"id":5,"type":"identifier.shared","time":"T","contactId":null,"data":{"sharedIdentifierId":1,"kind":"phoneNumber","reason":"split"}}],"next":5}""",
            await Client.GetJsonAsync("/events?after=3"));
    }

    [Fact]
    public async Task Split_WhenThePrimaryIsAmongThem_PromotesTheOldestOfTheRest()
    {
        await CreateCustomerAsync();

        Assert.Equal(
            $$"""{"kept":{{Bob}},"spawned":{{Ann}}}""", await Client.PostJsonAsync("/contacts/2/split", """{"contactIds":[1]}"""));

        Assert.Equal([null, null, 2], (await Database.ReadContactsAsync()).Select(row => row.LinkedId));
        Assert.Equal(
            """{"id":4,"type":"contact.split","time":"T","contactId":1,"data":{"spawnedContactId":2,"movedContactIds":[2,3],"keptApart":true}}""",
            (await Client.GetJsonAsync("/events?after=3&limit=1"))["{\"events\":[".Length..^"],\"next\":4}".Length]);
    }

    [Fact]
    public async Task Split_WhenAnOrderBringsValuesOfBoth_RefusesTheLink()
    {
        await CreateCustomerAsync();
        await SplitAsync();

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["ann@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[4]}}""",
            await Client.IdentifyAsync("ann@example.com", "5552"));

        Assert.Equal(
            """{"events":[{"id":6,"type":"contact.linked","time":"T","contactId":1,"data":{"secondaryContactId":4,"matchedBy":{"email":1}}},{"id":7,"type":"contact.link_refused","time":"T","contactId":1,"data":{"otherContactId":2,"by":["phoneNumber"],"why":"kept apart"}},{"id":8,"type":"identifier.shared","time":"T","contactId":null,"data":{"sharedIdentifierId":2,"kind":"phoneNumber","reason":"kept apart"}}],"next":8}""",
            await Client.GetJsonAsync("/events?after=5"));
    }

    [Fact]
    public async Task Split_WhateverOrdersFollow_TheTwoStayApart()
    {
        await CreateCustomerAsync();
        await SplitAsync();
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed: {seed}");
        var random = new Random(seed);

        for (var order = 0; order < 60; order++)
        {
            var email = Pick(random, "ann@example.com", "bob@example.com", $"e{random.Next(4)}@example.com", null);
            var phone = Pick(random, "5551", "5552", $"{6000 + random.Next(4)}", email is null ? "5551" : null);
            await Client.IdentifyAsync(email, phone);
        }

        var rows = await Database.ReadContactsAsync();
        Assert.NotEqual(PrimaryOf(rows, 1), PrimaryOf(rows, 2));
        Assert.Equal(PrimaryOf(rows, 2), PrimaryOf(rows, 3));
    }

    [Fact]
    public async Task Split_WhenTheWholeWasKeptApart_EachHalfIs()
    {
        await CreateCustomerAsync();
        await Client.IdentifyAsync("zoe@example.com", "5551");
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[4]}""");
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2,3],"keepApart":false}""");
        await Client.IdentifyAsync("zoe@example.com", "900");
        await Client.IdentifyAsync("zoe@example.com", "901");

        await Client.IdentifyAsync("ann@example.com", "900");
        await Client.IdentifyAsync("bob@example.com", "901");

        var rows = await Database.ReadContactsAsync();
        Assert.Equal([1L, 2, 4], new long[] { 1, 2, 4 }.Select(id => PrimaryOf(rows, id)));
    }

    [Fact]
    public async Task Split_WhenNothingIsKeptApart_TheNextOrderJoinsThem()
    {
        await CreateCustomerAsync();

        Assert.Equal(
            $$"""{"kept":{{Ann}},"spawned":{{Bob}}}""",
            await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2,3],"keepApart":false}"""));
        Assert.Equal("""{"sharedIdentifiers":[],"next":null}""", await Client.GetJsonAsync("/shared-identifiers"));
        Assert.Equal(
            """{"events":[{"id":4,"type":"contact.split","time":"T","contactId":1,"data":{"spawnedContactId":2,"movedContactIds":[2,3],"keptApart":false}}],"next":4}""",
            await Client.GetJsonAsync("/events?after=3"));

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["ann@example.com","bob@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[2,3]}}""",
            await Client.IdentifyAsync(null, "5551"));
    }

    [Theory]
    [InlineData(1, "[2,3]", true)]
    [InlineData(2, "[3,2]", true)]
    [InlineData(3, "[2,3]", true)]
    [InlineData(2, "[2,3]", false)]
    [InlineData(1, "[1]", true)]
    [InlineData(2, "[1]", true)]
    [InlineData(3, "[1]", false)]
    public async Task Split_WhenItIsSentAgainThroughWhicheverId_ChangesNothing(long id, string contactIds, bool keepApart)
    {
        await CreateCustomerAsync();
        var body = $$"""{"contactIds":{{contactIds}},"keepApart":{{(keepApart ? "true" : "false")}}}""";
        var first = await Client.PostJsonAsync("/contacts/1/split", body);
        var before = await Client.GetJsonAsync("/events?limit=1000");

        Assert.Equal(first, await Client.PostJsonAsync($"/contacts/{id}/split", body));
        Assert.Equal(first, await Client.PostJsonAsync($"/contacts/{id}/split?dryRun=true", body));
        Assert.Equal(before, await Client.GetJsonAsync("/events?limit=1000"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Split_WhenItIsSentAgainAfterOrders_ReturnsTheTwoAsTheyAreNow(int id)
    {
        await CreateCustomerAsync();
        await SplitAsync();
        await Client.IdentifyAsync("bob@example.com", "5553");
        await Client.IdentifyAsync("ann@example.com", "5554");

        Assert.Equal(
            """{"kept":{"primaryContactId":1,"emails":["ann@example.com"],"phoneNumbers":["5551","5554"],"secondaryContactIds":[5]},"spawned":{"primaryContactId":2,"emails":["bob@example.com"],"phoneNumbers":["5551","5552","5553"],"secondaryContactIds":[3,4]}}""",
            await Client.PostJsonAsync($"/contacts/{id}/split", """{"contactIds":[2,3]}"""));
    }

    [Fact]
    public async Task Split_WhenAnotherCustomerWasSplitLikeThis_Returns409()
    {
        await CreateCustomerAsync();
        await SplitAsync();
        await Client.IdentifyAsync("zoe@example.com", null);
        using var content = new StringContent("""{"contactIds":[2,3]}""", Encoding.UTF8, "application/json");

        using var response = await Client.PostAsync("/contacts/4/split", content, Cancellation);

        await response.ReadProblemAsync(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("/contacts/1/split", "[1,2,3]", HttpStatusCode.BadRequest, null)]
    [InlineData("/contacts/1/split", "[]", HttpStatusCode.BadRequest, null)]
    [InlineData("/contacts/1/split", "[2,2]", HttpStatusCode.BadRequest, null)]
    [InlineData("/contacts/1/split", "[0]", HttpStatusCode.BadRequest, null)]
    [InlineData("/contacts/1/split", "[9223372036854775808]", HttpStatusCode.BadRequest, null)]
    [InlineData("/contacts/1/split", "[2,4]", HttpStatusCode.Conflict, "Contact 4 does not belong to the customer of contact 1. Send only contacts that GET /contacts/1/records lists.")]
    [InlineData("/contacts/1/split", "[2,99]", HttpStatusCode.NotFound, "There is no contact 99.")]
    [InlineData("/contacts/1/split", "[2,9223372036854775807]", HttpStatusCode.NotFound, "There is no contact 9223372036854775807.")]
    [InlineData("/contacts/1/split", "[2,5]", HttpStatusCode.Gone, "Contact 5 has been erased or removed.")]
    [InlineData("/contacts/5/split", "[2]", HttpStatusCode.Gone, "Contact 5 has been erased or removed.")]
    [InlineData("/contacts/99/split", "[2]", HttpStatusCode.NotFound, "There is no contact 99.")]
    public async Task Split_WhenItContradictsWhatIsStored_WritesNothing(string path, string contactIds, HttpStatusCode status, string? detail)
    {
        await CreateCustomerAsync();
        await Client.IdentifyAsync("zoe@example.com", null);
        await Client.IdentifyAsync("yan@example.com", null);
        using var erasure = await Client.DeleteAsync("/contacts/5", Cancellation);
        var (rows, events) = (await Database.ReadContactsAsync(), await Client.GetJsonAsync("/events"));

        foreach (var query in new[] { "", "?dryRun=true" })
        {
            using var response = await Client.PostAsync($"{path}{query}", $$"""{"contactIds":{{contactIds}}}""");

            var problem = await response.ReadProblemAsync(status);
            if (detail is not null)
                Assert.Equal(detail, problem.GetProperty("detail").GetString());
        }

        Assert.Equal(rows, await Database.ReadContactsAsync());
        Assert.Equal(events, await Client.GetJsonAsync("/events"));
    }

    [Fact]
    public async Task Split_Always_KeepsTogetherWhatItLeavesTogether()
    {
        await CreateCustomerAsync();
        await Client.IdentifyAsync("cat@example.com", "5551");
        // Contacts 1 and 4 have only the number in common, which the split shares.
        await SplitAsync();

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["ann@example.com","cat@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[4]}}""",
            await Client.GetJsonAsync("/contacts/4"));
        Assert.Contains("""
            "links":[{"from":4,"to":1,"by":["phoneNumber"],"at":"T","eventId":4}]
            """, await Client.GetJsonAsync("/contacts/1/explanation"), StringComparison.Ordinal);
    }

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static long PrimaryOf(List<ContactRow> rows, long id) => rows.Where(row => row.Id == id).Select(row => row.LinkedId ?? row.Id).Single();

    private async Task CreateCustomerAsync()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5552");
    }

    private Task<string> SplitAsync() => Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2,3]}""");

    public sealed class OnSqlite(SqliteDatabase database) : SplitTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : SplitTests(database), IClassFixture<PostgresDatabase>;
}
