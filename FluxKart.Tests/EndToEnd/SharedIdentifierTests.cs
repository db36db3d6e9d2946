using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 5, shared identifiers, with literal responses. Times are replaced by T.</summary>
public abstract class SharedIdentifierTests(TestDatabase database) : ServiceTests(database)
{
    private const string Family =
        """{"primaryContactId":1,"emails":["ann@example.com","bob@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[2]}""";

    private const string Ann = """{"primaryContactId":1,"emails":["ann@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[]}""";
    private const string Bob = """{"primaryContactId":2,"emails":["bob@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[]}""";
    private const string Phone = """{"id":1,"phoneNumber":"5551","reason":"a family","takenApart":false,"createdAt":"T"}""";
    private const string PhoneTakenApart = """{"id":1,"phoneNumber":"5551","reason":"a family","takenApart":true,"createdAt":"T"}""";
    private const string PhoneShared =
        """{"id":3,"type":"identifier.shared","time":"T","contactId":null,"data":{"sharedIdentifierId":1,"kind":"phoneNumber","reason":"a family"}}""";

    [Fact]
    public async Task Mark_WhenItIsNew_SeparatesNothing()
    {
        await CreateFamilyAsync();

        using var response = await Client.PostAsync("/shared-identifiers", """{"phoneNumber":"55 51","reason":"a family"}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/shared-identifiers/1", response.Headers.Location?.OriginalString);
        Assert.Equal(
            $$"""{"sharedIdentifier":{{Phone}},"customers":[]}""",
            HttpExtensions.WithoutTimes(await response.Content.ReadAsStringAsync(Cancellation)));
        Assert.Equal($$"""{"contact":{{Family}}}""", await Client.GetJsonAsync("/contacts/2"));
        Assert.Equal($$"""{"sharedIdentifiers":[{{Phone}}],"next":null}""", await Client.GetJsonAsync("/shared-identifiers"));
        Assert.Equal($$"""{"events":[{{PhoneShared}}],"next":3}""", await Client.GetJsonAsync("/events?after=2"));
    }

    [Fact]
    public async Task Mark_WhenItIsSentAgain_ChangesNothing()
    {
        await CreateFamilyAsync();
        await MarkAsync("\"reason\":\"a family\"");

        Assert.Equal(
            $$"""{"sharedIdentifier":{{Phone}},"customers":[]}""",
            await Client.PostJsonAsync("/shared-identifiers", """{"phoneNumber":"5551","reason":"another"}"""));
        Assert.Equal("""{"events":[],"next":3}""", await Client.GetJsonAsync("/events?after=3"));
    }

    [Fact]
    public async Task Mark_WhenCustomersAreTakenApart_ReturnsTheParts()
    {
        await CreateFamilyAsync();

        Assert.Equal(
            $$"""{"sharedIdentifier":{{PhoneTakenApart}},"customers":[{{Ann}},{{Bob}}]}""",
            await Client.PostJsonAsync(
                "/shared-identifiers", """{"phoneNumber":"5551","reason":"a family","takeApart":true}""", HttpStatusCode.Created));
        Assert.Equal($$"""{"contacts":[{{Ann}},{{Bob}}],"next":null}""", await Client.GetJsonAsync("/contacts"));
        Assert.Equal(
            $$$"""{"events":[{{{PhoneShared}}},{"id":4,"type":"contact.split","time":"T","contactId":1,"data":{"spawnedContactId":2,"movedContactIds":[2],"keptApart":false,"reason":"a family"}}],"next":4}""",
            await Client.GetJsonAsync("/events?after=2"));
    }

    [Fact]
    public async Task Mark_WhenItWasMarkedWithoutTakingApart_TakesApartAndSaysSoFromThenOn()
    {
        await CreateFamilyAsync();
        await MarkAsync("\"reason\":\"a family\"");

        const string body = """{"phoneNumber":"5551","takeApart":true}""";
        var expected = $$"""{"sharedIdentifier":{{PhoneTakenApart}},"customers":[{{Ann}},{{Bob}}]}""";
        Assert.Equal(expected, await Client.PostJsonAsync("/shared-identifiers", body));
        Assert.Equal(expected, await Client.PostJsonAsync("/shared-identifiers", body));
        Assert.Equal($$"""{"sharedIdentifiers":[{{PhoneTakenApart}}],"next":null}""", await Client.GetJsonAsync("/shared-identifiers"));
        Assert.Equal("""{"events":[],"next":4}""", await Client.GetJsonAsync("/events?after=4"));
    }

    [Fact]
    public async Task Mark_WhenNothingWasConnectedByAnything_TakesNothingApart()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("ann@example.com", "5552");

        Assert.EndsWith(
            """
            "customers":[{"primaryContactId":1,"emails":["ann@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[2]}]}
            """,
            await Client.PostJsonAsync("/shared-identifiers", """{"phoneNumber":"5551","takeApart":true}""", HttpStatusCode.Created),
            StringComparison.Ordinal);
        Assert.Equal("""{"events":[],"next":3}""", await Client.GetJsonAsync("/events?after=3"));
    }

    [Fact]
    public async Task Mark_WhenAnotherIdentifierWasMarkedEarlier_LeavesItsLinks()
    {
        await CreateFamilyAsync();
        await Client.IdentifyAsync("bob@example.com", "5552");
        await Client.IdentifyAsync("cat@example.com", "5552");
        await MarkAsync("\"takeApart\":false");

        Assert.EndsWith(
            """
            "customers":[{"primaryContactId":1,"emails":["ann@example.com","bob@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[2,3]},{"primaryContactId":4,"emails":["cat@example.com"],"phoneNumbers":["5552"],"secondaryContactIds":[]}]}
            """,
            await Client.PostJsonAsync("/shared-identifiers", """{"phoneNumber":"5552","takeApart":true}""", HttpStatusCode.Created),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakenApart_WhenAnotherValueJoinsTheParts_TheyAreOneCustomer()
    {
        await CreateFamilyAsync();
        await MarkAsync("\"takeApart\":true");

        await Client.IdentifyAsync("ann@example.com", "77");
        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["ann@example.com","bob@example.com"],"phoneNumbers":["5551","77"],"secondaryContactIds":[2,3]}}""",
            await Client.IdentifyAsync("bob@example.com", "77"));
    }

    [Fact]
    public async Task TakenApart_WhenTheWholeWasKeptApart_EachPartIs()
    {
        await CreateFamilyAsync();
        await Client.IdentifyAsync("zoe@example.com", "5551");
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[3]}""");
        await Client.PostJsonAsync("/shared-identifiers", """{"phoneNumber":"5551","takeApart":true}""");
        await Client.IdentifyAsync("zoe@example.com", "900");

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["ann@example.com"],"phoneNumbers":["5551","900"],"secondaryContactIds":[5]}}""",
            await Client.IdentifyAsync("ann@example.com", "900"));
        await Client.IdentifyAsync("zoe@example.com", "901");
        Assert.Equal(
            """{"contact":{"primaryContactId":2,"emails":["bob@example.com"],"phoneNumbers":["5551","901"],"secondaryContactIds":[7]}}""",
            await Client.IdentifyAsync("bob@example.com", "901"));
    }

    [Fact]
    public async Task Identify_WhenAValueIsShared_StoresAndReturnsItButLinksNothing()
    {
        await MarkAsync("\"reason\":null");

        Assert.Equal($$"""{"contact":{{Ann}}}""", await Client.IdentifyAsync("ann@example.com", "5551"));
        Assert.Equal($$"""{"contact":{{Bob}}}""", await Client.IdentifyAsync("bob@example.com", "5551"));
        Assert.Equal($$"""{"contact":{{Bob}}}""", await Client.IdentifyAsync("bob@example.com", "5551"));
        Assert.Equal($$"""{"contact":{{Bob}}}""", await Client.IdentifyAsync("bob@example.com", null));
        Assert.Equal($$"""{"contacts":[{{Ann}},{{Bob}}],"next":null}""", await Client.GetJsonAsync("/contacts?phoneNumber=5551"));
    }

    [Fact]
    public async Task Identify_WhenAllValuesAreShared_FindsTheContactWithExactlyTheSame()
    {
        await MarkAsync("\"reason\":null");
        await Client.PostJsonAsync("/shared-identifiers", """{"email":"info@example.com"}""", HttpStatusCode.Created);
        (string? Email, string? Phone)[] requests =
            [(null, "5551"), ("info@example.com", null), ("info@example.com", "5551"), ("ann@example.com", "5551")];

        for (var round = 0; round < 2; round++)
        {
            foreach (var (index, (email, phone)) in requests.Index())
            {
                var emails = email is null ? "" : $"\"{email}\"";
                var phones = phone is null ? "" : $"\"{phone}\"";
                Assert.Equal(
                    $$$"""{"contact":{"primaryContactId":{{{index + 1}}},"emails":[{{{emails}}}],"phoneNumbers":[{{{phones}}}],"secondaryContactIds":[]}}""",
                    await Client.IdentifyAsync(email, phone));
            }
        }
    }

    [Theory]
    [InlineData("a@relay.example", null)]
    [InlineData("noreply@shop.example", null)]
    [InlineData("no-reply-7@shop.example", null)]
    [InlineData("null@shop.example", null)]
    [InlineData("x@undefined", null)]
    [InlineData(null, "0000")]
    [InlineData(null, "5551")]
    public async Task Identify_WhenAPatternCoversAValue_ItLinksNothing(string? email, string? phone)
    {
        await using var service = await FluxKartService.StartAsync([
            .. Database.Configuration,
            new("Identification:SharedIdentifiers:0", "*@relay.example"),
            new("Identification:SharedIdentifiers:1", "55-51")]);

        await service.Client.IdentifyAsync(email ?? "a@example.com", phone ?? "1001");
        await service.Client.IdentifyAsync(email ?? "b@example.com", phone ?? "1002");

        Assert.Equal([null, null], (await Database.ReadContactsAsync()).Select(row => row.LinkedId));
        Assert.Equal("""{"sharedIdentifiers":[],"next":null}""", await service.Client.GetJsonAsync("/shared-identifiers"));
    }

    [Fact]
    public async Task Identify_WhenTheBuiltInPatternsAreOff_TheirValuesLink()
    {
        await using var service = await FluxKartService.StartAsync(
            [.. Database.Configuration, new("Identification:BuiltInSharedIdentifiers", "false")]);

        await service.Client.IdentifyAsync("noreply@shop.example", "1001");
        await service.Client.IdentifyAsync("noreply@shop.example", "1002");

        Assert.Equal([null, 1], (await Database.ReadContactsAsync()).Select(row => row.LinkedId));
    }

    [Fact]
    public async Task Unmark_WhenTheNextRequestBringsTheValue_MergesWhatHoldsIt()
    {
        await CreateFamilyAsync();
        await MarkAsync("\"takeApart\":true");

        using var response = await Client.DeleteAsync("/shared-identifiers/1", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal($$"""{"contacts":[{{Ann}},{{Bob}}],"next":null}""", await Client.GetJsonAsync("/contacts"));
        Assert.Equal($$"""{"contact":{{Family}}}""", await Client.IdentifyAsync(null, "5551"));

        Assert.Equal(
            """{"events":[{"id":5,"type":"identifier.unshared","time":"T","contactId":null,"data":{"sharedIdentifierId":1,"kind":"phoneNumber"}},{"id":6,"type":"contact.merged","time":"T","contactId":1,"data":{"mergedContactIds":[2],"movedContactIds":[2],"matchedBy":{"phoneNumber":1}}}],"next":6}""",
            await Client.GetJsonAsync("/events?after=4"));
        using var again = await Client.DeleteAsync("/shared-identifiers/1", Cancellation);
        await again.ReadProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Unmark_WhenItIsADryRun_ReturnsTheMarkAndDeletesNothing()
    {
        await MarkAsync("\"reason\":\"a family\"");
        using var response = await Client.DeleteAsync("/shared-identifiers/1?dryRun=true", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            """{"id":1,"phoneNumber":"5551","reason":"a family","takenApart":false,"createdAt":"T"}""",
            HttpExtensions.WithoutTimes(await response.Content.ReadAsStringAsync(Cancellation)));
        Assert.Contains("\"id\":1", await Client.GetJsonAsync("/shared-identifiers"), StringComparison.Ordinal);
        Assert.DoesNotContain("identifier.unshared", await Client.GetJsonAsync("/events"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mark_WhenItWasUnmarked_GetsANewId()
    {
        await MarkAsync("\"reason\":null");
        using var unmarked = await Client.DeleteAsync("/shared-identifiers/1", Cancellation);

        Assert.Equal(
            """{"sharedIdentifier":{"id":2,"phoneNumber":"5551","reason":null,"takenApart":false,"createdAt":"T"},"customers":[]}""",
            await Client.PostJsonAsync("/shared-identifiers", """{"phoneNumber":"5551"}""", HttpStatusCode.Created));
    }

    private async Task CreateFamilyAsync()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");
    }

    private Task<string> MarkAsync(string rest) =>
        Client.PostJsonAsync("/shared-identifiers", $$"""{"phoneNumber":"5551",{{rest}}}""", HttpStatusCode.Created);

    public sealed class OnSqlite(SqliteDatabase database) : SharedIdentifierTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : SharedIdentifierTests(database), IClassFixture<PostgresDatabase>;
}
