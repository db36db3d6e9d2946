using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 5, merge, and what it explains, with literal responses. Times are replaced by T.</summary>
public abstract class MergeTests(TestDatabase database) : ServiceTests(database)
{
    private const string Both =
        """{"primaryContactId":1,"emails":["ann@example.com","bob@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[2]}""";

    private const string Manual = """{"from":2,"to":1,"by":["manual"],"at":"T","eventId":3}""";

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public async Task Merge_WhicheverIsNamedFirst_TheOldestPrimaryStays(long id, long otherId)
    {
        await CreateTwoAsync();

        Assert.Equal(
            $$"""{"contact":{{Both}}}""",
            await Client.PostJsonAsync($"/contacts/{id}/merge", $$"""{"contactId":{{otherId}},"reason":"confirmed by phone"}"""));

        Assert.Equal([null, 1], (await Database.ReadContactsAsync()).Select(row => row.LinkedId));
        Assert.Equal(
            """{"events":[{"id":3,"type":"contact.merged","time":"T","contactId":1,"data":{"mergedContactIds":[2],"movedContactIds":[2],"manual":true,"reason":"confirmed by phone"}}],"next":3}""",
            await Client.GetJsonAsync("/events?after=2"));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public async Task Merge_WhenTheyAreOneAlready_ChangesNothing(long id, long otherId)
    {
        await CreateTwoAsync();
        await MergeAsync();

        Assert.Equal($$"""{"contact":{{Both}}}""", await Client.PostJsonAsync($"/contacts/{id}/merge", $$"""{"contactId":{{otherId}}}"""));
        Assert.Equal("""{"events":[],"next":3}""", await Client.GetJsonAsync("/events?after=3"));
    }

    [Fact]
    public async Task Merge_WhenTheyWereKeptApart_OrdersJoinThemAgain()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("ann@example.com", "5552");
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2]}""");
        await MergeAsync();
        // The merge is undone, but they are no longer kept apart.
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2],"keepApart":false}""");
        await Client.IdentifyAsync("bob@example.com", "5551");

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["ann@example.com","bob@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[2,3]}}""",
            await Client.IdentifyAsync("bob@example.com", "5552"));
    }

    [Fact]
    public async Task Merge_WhenOneWasKeptApartFromAnother_TheUnionIs()
    {
        await CreateTwoAsync();
        await Client.IdentifyAsync("zoe@example.com", "5551");
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[3]}""");
        await Client.PostJsonAsync("/contacts/2/merge", """{"contactId":1}""");

        Assert.Equal(
            """{"contact":{"primaryContactId":3,"emails":["zoe@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[4]}}""",
            await Client.IdentifyAsync("zoe@example.com", "5552"));
    }

    [Theory]
    [InlineData("/contacts/1/merge", 99, HttpStatusCode.NotFound, "There is no contact 99.")]
    [InlineData("/contacts/99/merge", 1, HttpStatusCode.NotFound, "There is no contact 99.")]
    [InlineData("/contacts/99/merge", 99, HttpStatusCode.NotFound, "There is no contact 99.")]
    [InlineData("/contacts/1/merge", 2, HttpStatusCode.Gone, "Contact 2 has been erased or removed.")]
    [InlineData("/contacts/2/merge", 1, HttpStatusCode.Gone, "Contact 2 has been erased or removed.")]
    public async Task Merge_WhenAContactIsNotThere_WritesNothing(string path, long otherId, HttpStatusCode status, string detail)
    {
        await CreateTwoAsync();
        using var erasure = await Client.DeleteAsync("/contacts/2", Cancellation);
        var events = await Client.GetJsonAsync("/events");

        using var response = await Client.PostAsync(path, $$"""{"contactId":{{otherId}}}""");

        Assert.Equal(detail, (await response.ReadProblemAsync(status)).GetProperty("detail").GetString());
        Assert.Equal(events, await Client.GetJsonAsync("/events"));
    }

    [Fact]
    public async Task Merge_WhenTheCustomerBecomesTooLarge_IsDone()
    {
        await using var service = await FluxKartService.StartAsync(
            [.. Database.Configuration, new("Identification:MaxContactsPerCustomer", "2")]);
        await CreateTwoAsync();
        await Client.IdentifyAsync("cat@example.com", "5552");

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["ann@example.com","bob@example.com","cat@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[2,3]}}""",
            await service.Client.PostJsonAsync("/contacts/1/merge", """{"contactId":3}"""));
    }

    [Fact]
    public async Task Explain_WhenAPersonHasMerged_SaysManual()
    {
        await CreateTwoAsync();
        await MergeAsync();

        Assert.EndsWith($$""","links":[{{Manual}}]}""", await Client.GetJsonAsync("/contacts/2/explanation"), StringComparison.Ordinal);
        Assert.EndsWith($$""","links":[{{Manual}}]}""", await Client.GetJsonAsync("/contacts/1/explanation?to=2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Separate_WhenOnlyAPersonHasMerged_Returns409WithTheLinks()
    {
        await CreateTwoAsync();
        await MergeAsync();

        using var response = await Client.GetAsync("/contacts/2/separation?to=1", Cancellation);

        var problem = await response.ReadProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal($"[{Manual}]", HttpExtensions.WithoutTimes(problem.GetProperty("links").GetRawText()));
    }

    [Fact]
    public async Task Separate_WhenIdentifiersHoldThemTogether_ReturnsTheFewestAndTheParts()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5552");
        await Client.IdentifyAsync("bob@example.com", "5553");

        Assert.Equal(
            """{"identifiers":[{"phoneNumber":"5551"}],"customers":[[1],[2,3,4]]}""", await Client.GetJsonAsync("/contacts/1/separation?to=4"));
        Assert.Equal(
            """{"identifiers":[{"email":"bob@example.com"}],"customers":[[1,2],[3],[4]]}""",
            await Client.GetJsonAsync("/contacts/4/separation?to=1"));
    }

    [Fact]
    public async Task Separate_WhenTheCutIsMarkedAndTakenApart_ThePartsAreTheCustomers()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5552");
        await Client.PostJsonAsync("/shared-identifiers", """{"phoneNumber":"5551","takeApart":true}""", HttpStatusCode.Created);

        Assert.Equal([null, null, 2], (await Database.ReadContactsAsync()).Select(row => row.LinkedId));
        using var apart = await Client.GetAsync("/contacts/1/separation?to=2", Cancellation);
        await apart.ReadProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Export_WhenTheCustomerIsKeptApart_HasTheSeparationsAndTheHistory()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2]}""");

        const string events =
            """{"id":2,"type":"contact.linked","time":"T","contactId":1,"data":{"secondaryContactId":2,"matchedBy":{"phoneNumber":1}}},{"id":3,"type":"contact.split","time":"T","contactId":1,"data":{"spawnedContactId":2,"movedContactIds":[2],"keptApart":true}}""";
        Assert.Equal($$"""{"events":[{{events}}],"next":null}""", await Client.GetJsonAsync("/contacts/2/history"));
        Assert.Equal(
            $$"""{"contact":{"primaryContactId":2,"emails":["bob@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[]},"records":[{"id":2,"email":"bob@example.com","phoneNumber":"5551","linkPrecedence":"primary","createdAt":"T"}],"links":[],"events":[{{events}}],"separations":[{"contactId":1,"otherContactId":2}]}""",
            await Client.GetJsonAsync("/contacts/2/export"));
        Assert.EndsWith(
            ""","separations":[{"contactId":1,"otherContactId":2}]}""", await Client.GetJsonAsync("/contacts/1/export"), StringComparison.Ordinal);
    }

    private async Task CreateTwoAsync()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5552");
    }

    private Task<string> MergeAsync() => Client.PostJsonAsync("/contacts/1/merge", """{"contactId":2}""");

    public sealed class OnSqlite(SqliteDatabase database) : MergeTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : MergeTests(database), IClassFixture<PostgresDatabase>;
}
