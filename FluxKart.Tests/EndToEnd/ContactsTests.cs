using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 4, with literal responses. Times are replaced by T.</summary>
public abstract class ContactsTests(TestDatabase database) : ServiceTests(database)
{
    private const string Merged =
        """{"primaryContactId":1,"emails":["george@hillvalley.edu","biff@hillvalley.edu","marty@hillvalley.edu"],"phoneNumbers":["919191","717171"],"secondaryContactIds":[2,3]}""";

    private const string Records =
        """[{"id":1,"email":"george@hillvalley.edu","phoneNumber":"919191","linkPrecedence":"primary","createdAt":"T"},{"id":2,"email":"biff@hillvalley.edu","phoneNumber":"717171","linkPrecedence":"secondary","createdAt":"T"},{"id":3,"email":"marty@hillvalley.edu","phoneNumber":"717171","linkPrecedence":"secondary","createdAt":"T"}]""";

    private const string Links =
        """[{"from":2,"to":1,"by":["request"],"at":"T","eventId":3},{"from":3,"to":2,"by":["phoneNumber"],"at":"T","eventId":4}]""";

    private const string Events =
        """[{"id":1,"type":"contact.created","time":"T","contactId":1,"data":{}},{"id":2,"type":"contact.created","time":"T","contactId":2,"data":{}},{"id":3,"type":"contact.merged","time":"T","contactId":1,"data":{"mergedContactIds":[2],"movedContactIds":[2],"matchedBy":{"email":1,"phoneNumber":2}}},{"id":4,"type":"contact.linked","time":"T","contactId":1,"data":{"secondaryContactId":3,"matchedBy":{"phoneNumber":2}}}]""";

    private const string Doc = """{"primaryContactId":4,"emails":["doc@hillvalley.edu"],"phoneNumbers":[],"secondaryContactIds":[]}""";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Get_WhenIdIsOfAnyContact_ReturnsTheWholeCustomer(long id)
    {
        await CreateCustomersAsync();

        Assert.Equal($$"""{"contact":{{Merged}}}""", await Client.GetJsonAsync($"/contacts/{id}"));
    }

    [Theory]
    [InlineData("/contacts/99")]
    [InlineData("/contacts/99/records")]
    [InlineData("/contacts/99/explanation")]
    [InlineData("/contacts/99/explanation?to=1")]
    [InlineData("/contacts/99/history")]
    [InlineData("/contacts/99/export")]
    public async Task Get_WhenContactIsUnknown_Returns404(string path)
    {
        var problem = await GetProblemAsync(path, HttpStatusCode.NotFound);

        Assert.Equal("There is no contact 99.", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("/contacts/x")]
    [InlineData("/contacts/0")]
    [InlineData("/contacts/-1")]
    [InlineData("/contacts/1.5")]
    [InlineData("/contacts/01")]
    [InlineData("/contacts/+1")]
    [InlineData("/contacts/%201")]
    [InlineData("/contacts/9223372036854775808")]
    [InlineData("/contacts/1/unknown")]
    [InlineData("/contacts/x/history")]
    public async Task Get_WhenPathHasNoId_Returns404(string path)
    {
        await CreateCustomersAsync();

        await GetProblemAsync(path, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/contacts/4")]
    [InlineData("/contacts/4/records")]
    [InlineData("/contacts/4/explanation")]
    [InlineData("/contacts/4/history")]
    [InlineData("/contacts/4/export")]
    public async Task Get_WhenContactIsErased_Returns410(string path)
    {
        await CreateCustomersAsync();
        await Database.ExecuteAsync("UPDATE contact SET deletedat = createdat, email = NULL, phonenumber = NULL WHERE id = 4");

        var problem = await GetProblemAsync(path, HttpStatusCode.Gone);

        Assert.Equal("Gone", problem.GetProperty("title").GetString());
        Assert.Equal("Contact 4 has been erased or removed.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task List_WhenThereIsNoFilter_ReturnsAllCustomersInOrderOfTheirPrimaries()
    {
        await CreateCustomersAsync();

        Assert.Equal($$"""{"contacts":[{{Merged}},{{Doc}}],"next":null}""", await Client.GetJsonAsync("/contacts"));
    }

    [Fact]
    public async Task List_WhenThereAreMorePages_EachCustomerIsOnOne()
    {
        for (var customer = 1; customer <= 5; customer++)
            await Client.IdentifyAsync($"e{customer}@example.com", null);

        var pages = await ReadPagesAsync("/contacts?limit=2");

        Assert.Equal([2, 2, 1], pages.Select(page => page.GetProperty("contacts").GetArrayLength()));
        Assert.Equal(
            [1, 2, 3, 4, 5],
            pages.SelectMany(page => page.GetProperty("contacts").EnumerateArray()).Select(contact => contact.GetProperty("primaryContactId").GetInt64()));
    }

    [Theory]
    [InlineData("email=MARTY%40hillvalley.edu")]
    [InlineData("phoneNumber=91%209191")]
    [InlineData("Email=nobody%40hillvalley.edu&PHONENUMBER=717171")]
    public async Task List_WhenAFilterMatches_ReturnsTheCustomersThatHoldAValue(string query)
    {
        await CreateCustomersAsync();

        Assert.Equal($$"""{"contacts":[{{Merged}}],"next":null}""", await Client.GetJsonAsync($"/contacts?{query}"));
    }

    [Fact]
    public async Task List_WhenBothFiltersMatchDifferentCustomers_ReturnsTheOldestFirst()
    {
        await CreateCustomersAsync();

        Assert.Equal(
            $$"""{"contacts":[{{Merged}},{{Doc}}],"next":null}""", await Client.GetJsonAsync("/contacts?email=doc%40hillvalley.edu&phoneNumber=717171"));
        Assert.Equal(
            [1, 4],
            (await ReadPagesAsync("/contacts?email=doc%40hillvalley.edu&phoneNumber=717171&limit=1"))
                .Select(page => page.GetProperty("contacts").EnumerateArray().Single().GetProperty("primaryContactId").GetInt64()));
    }

    [Fact]
    public async Task LookUp_WhenAnotherProgramHasBrokenLinks_FindsWhatIdentifyFinds()
    {
        await CreateCustomersAsync();
        // The primary is deleted, and one of its secondaries is linked to the other.
        await Database.ExecuteAsync("UPDATE contact SET linkedid = 2 WHERE id = 3; UPDATE contact SET deletedat = createdat WHERE id = 1");

        var found = await Client.GetJsonAsync("/contacts?email=marty%40hillvalley.edu");

        Assert.Equal($$"""{"contacts":[{{(await Client.IdentifyAsync("marty@hillvalley.edu", null))["{\"contact\":".Length..^1]}}],"next":null}""", found);
    }

    // SQLite stores and compares times as text, of different lengths.
    [Theory]
    [InlineData("2026-01-01 00:00:12.500")]
    [InlineData("2026-01-01 00:00:12.000")]
    [InlineData("2026-01-01 00:00:12.1234560")]
    public async Task List_WhenCustomersAreOfTheSameTime_EachIsOnOnePage(string time)
    {
        for (var customer = 1; customer <= 3; customer++)
            await Client.IdentifyAsync($"e{customer}@example.com", null);
        // Another program has stored one value in three customers.
        await Database.ExecuteAsync($"UPDATE contact SET phonenumber = '1', createdat = '{time}{TimeZoneSuffix}'");

        Assert.Equal(
            [1, 2, 3],
            (await ReadPagesAsync("/contacts?phoneNumber=1&limit=1"))
                .Select(page => page.GetProperty("contacts").EnumerateArray().Single().GetProperty("primaryContactId").GetInt64()));
    }

    [Fact]
    public async Task List_WhenNothingMatches_ReturnsAnEmptyList() =>
        Assert.Equal("""{"contacts":[],"next":null}""", await Client.GetJsonAsync("/contacts?email=nobody%40example.com"));

    [Fact]
    public async Task List_WhenPlusIsEncoded_FindsTheNumber()
    {
        await Client.IdentifyAsync(null, "+4930123456");

        Assert.Contains("+4930123456", await Client.GetJsonAsync("/contacts?phoneNumber=%2B4930123456"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("email=", "email", "The filter is blank. Send a value, or leave the filter out to list all customers.")]
    [InlineData("phoneNumber=%20", "phoneNumber", "The filter is blank. Send a value, or leave the filter out to list all customers.")]
    [InlineData("email", "email", "The filter is blank. Send a value, or leave the filter out to list all customers.")]
    [InlineData("phoneNumber=+4930123456", "phoneNumber", "The value begins with a space, which may have been a +. Send a + as %2B, or use POST /contacts/lookup.")]
    [InlineData("email=+tag%40example.com", "email", "The value begins with a space, which may have been a +. Send a + as %2B, or use POST /contacts/lookup.")]
    [InlineData("limit=0", "limit", "Send a whole number from 1 to 200.")]
    [InlineData("limit=201", "limit", "Send a whole number from 1 to 200.")]
    [InlineData("limit=", "limit", "Send a whole number.")]
    [InlineData("limit=ten", "limit", "Send a whole number.")]
    [InlineData("limit=99999999999", "limit", "Send a whole number.")]
    [InlineData("limit=5&limit=6", "limit", "Send this parameter once.")]
    [InlineData("after=", "after", "This is not the next of a page of this list. Send it unchanged, or leave it out for the first page.")]
    [InlineData("order=oldest", "order", "Send newest without a filter, or leave it out.")]
    [InlineData("order=newest&email=a%40b.de", "order", "Send newest without a filter, or leave it out.")]
    [InlineData("after=7", "after", "This is not the next of a page of this list. Send it unchanged, or leave it out for the first page.")]
    public async Task List_WhenAParameterIsInvalid_Returns400AndSaysHowToFixIt(string query, string field, string error)
    {
        var problem = await GetProblemAsync($"/contacts?{query}", HttpStatusCode.BadRequest);

        Assert.Equal(error, problem.GetProperty("errors").GetProperty(field)[0].GetString());
        Assert.Single(problem.GetProperty("errors").EnumerateObject());
    }

    [Fact]
    public async Task List_WhenFiltersAreInvalid_ReportsEach()
    {
        var problem = await GetProblemAsync("/contacts?email=a%40%40b&phoneNumber=call", HttpStatusCode.BadRequest);

        Assert.Equal(["email", "phoneNumber"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task List_WhenTheNewestComeFirst_ReturnsEachCustomerOnceFromTheHighestIdDown()
    {
        await CreateCustomersAsync();
        var ids = (await ReadPagesAsync("/contacts?limit=200")).SelectMany(PrimaryIdsOf).ToList();

        var pages = await ReadPagesAsync("/contacts?order=newest&limit=1");

        Assert.True(ids.Count > 1);
        Assert.Equal(Enumerable.Reverse(ids), pages.SelectMany(PrimaryIdsOf));
    }

    [Fact]
    public async Task GetIdentifiers_WhenOneIsShared_CountsItsContactsAndSaysSo()
    {
        await Client.IdentifyAsync("marty@hillvalley.edu", "717171");
        await Client.IdentifyAsync("lorraine@hillvalley.edu", "717171");
        await Client.IdentifyAsync("noreply@hillvalley.edu", "717171");
        using var marking = await Client.PostAsync(
            "/shared-identifiers", JsonContent.Create(new { email = "marty@hillvalley.edu" }), Cancellation);
        marking.EnsureSuccessStatusCode();

        var response = await Client.GetJsonAsync("/contacts/1/identifiers");

        Assert.Equal(
            """
            {"identifiers":[{"email":"marty@hillvalley.edu","contacts":1,"shared":true},{"phoneNumber":"717171","contacts":3,"shared":false},{"email":"lorraine@hillvalley.edu","contacts":1,"shared":false},{"email":"noreply@hillvalley.edu","contacts":1,"shared":true}]}
            """,
            response);
    }

    [Fact]
    public async Task List_WhenCursorIsOfAnotherList_Returns400()
    {
        await CreateCustomersAsync();
        var next = (await ReadAsync("/contacts?limit=1")).GetProperty("next").GetString();

        await GetProblemAsync($"/contacts?after={next}&phoneNumber=717171", HttpStatusCode.BadRequest);
        await GetProblemAsync($"/contacts/1/history?after={next}", HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{"email":" MARTY@hillvalley.edu "}""")]
    [InlineData("""{"phoneNumber":717171}""")]
    [InlineData("""{"email":"nobody@example.com","phoneNumber":"919191"}""")]
    public async Task LookUp_WhenAValueMatches_ReturnsTheCustomer(string body)
    {
        await CreateCustomersAsync();

        using var response = await PostLookupAsync(body);

        Assert.Equal($$"""{"contacts":[{{Merged}}],"next":null}""", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(4, (await Database.ReadContactsAsync()).Count);
    }

    [Fact]
    public async Task LookUp_WhenNothingMatches_WritesNothing()
    {
        using var response = await PostLookupAsync("""{"email":"nobody@example.com"}""");

        Assert.Equal("""{"contacts":[],"next":null}""", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task LookUp_WhenTheBodyIsInvalid_Returns400AsIdentifyDoes()
    {
        using var response = await PostLookupAsync("{}");

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal(
            "Send an email, a phoneNumber or both; neither was given.", problem.GetProperty("errors").GetProperty("email")[0].GetString());
    }

    [Fact]
    public async Task GetRecords_Always_ReturnsTheContactsOldestFirst()
    {
        await CreateCustomersAsync();

        Assert.Equal($$"""{"records":{{Records}}}""", await Client.GetJsonAsync("/contacts/3/records"));
        Assert.Equal(
            """{"records":[{"id":4,"email":"doc@hillvalley.edu","phoneNumber":null,"linkPrecedence":"primary","createdAt":"T"}]}""",
            await Client.GetJsonAsync("/contacts/4/records"));
    }

    [Fact]
    public async Task Explain_Always_ReturnsTheRecordsAndTheLinksThatConnectThem()
    {
        await CreateCustomersAsync();

        Assert.Equal($$"""{"records":{{Records}},"links":{{Links}}}""", await Client.GetJsonAsync("/contacts/2/explanation"));
    }

    [Fact]
    public async Task Explain_WhenAnotherContactIsGiven_ReturnsTheChainInItsOrder()
    {
        await CreateCustomersAsync();

        Assert.Equal(
            """{"records":[{"id":1,"email":"george@hillvalley.edu","phoneNumber":"919191","linkPrecedence":"primary","createdAt":"T"},{"id":2,"email":"biff@hillvalley.edu","phoneNumber":"717171","linkPrecedence":"secondary","createdAt":"T"}],"links":[{"from":2,"to":1,"by":["request"],"at":"T","eventId":3}]}""",
            await Client.GetJsonAsync("/contacts/1/explanation?to=2"));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(99)]
    [InlineData(-1)]
    public async Task Explain_WhenTheOtherContactIsNotOfTheCustomer_Returns404(long to)
    {
        await CreateCustomersAsync();

        var problem = await GetProblemAsync($"/contacts/1/explanation?to={to}", HttpStatusCode.NotFound);

        Assert.Equal($"Contacts 1 and {to} are not one customer.", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    public async Task Explain_WhenTheOtherContactIsNoId_Returns400(string to)
    {
        var problem = await GetProblemAsync($"/contacts/1/explanation?to={to}", HttpStatusCode.BadRequest);

        Assert.Equal("Send a whole number.", problem.GetProperty("errors").GetProperty("to")[0].GetString());
    }

    [Fact]
    public async Task Explain_WhenContactsAreFromBeforeEventsWereKept_ExplainsWhatItCan()
    {
        await CreateCustomersAsync();
        await Database.ExecuteAsync("DELETE FROM event; DELETE FROM eventcontact");

        Assert.Equal(
            $$"""{"records":{{Records}},"links":[{"from":2,"to":1,"by":["unrecorded"],"at":null,"eventId":null},{"from":3,"to":2,"by":["phoneNumber"],"at":null,"eventId":null}]}""",
            await Client.GetJsonAsync("/contacts/1/explanation"));
    }

    [Fact]
    public async Task GetHistory_Always_ReturnsTheEventsOfAllContactsOldestFirst()
    {
        await CreateCustomersAsync();

        Assert.Equal($$"""{"events":{{Events}},"next":null}""", await Client.GetJsonAsync("/contacts/3/history"));
        Assert.Equal(
            """{"events":[{"id":5,"type":"contact.created","time":"T","contactId":4,"data":{}}],"next":null}""",
            await Client.GetJsonAsync("/contacts/4/history"));
    }

    [Fact]
    public async Task GetHistory_WhenThereAreMorePages_EachEventIsOnOne()
    {
        await CreateCustomersAsync();

        var pages = await ReadPagesAsync("/contacts/1/history?limit=3");

        Assert.Equal([3, 1], pages.Select(page => page.GetProperty("events").GetArrayLength()));
        Assert.Equal(
            [1, 2, 3, 4],
            pages.SelectMany(page => page.GetProperty("events").EnumerateArray()).Select(item => item.GetProperty("id").GetInt64()));
    }

    [Fact]
    public async Task Export_Always_ReturnsEverythingAboutTheCustomer()
    {
        await CreateCustomersAsync();

        Assert.Equal(
            $$"""{"contact":{{Merged}},"records":{{Records}},"links":{{Links}},"events":{{Events}},"separations":[]}""", await Client.GetJsonAsync("/contacts/2/export"));
    }

    [Theory]
    [InlineData("GET", "/contacts")]
    [InlineData("POST", "/contacts/lookup")]
    [InlineData("GET", "/contacts/1")]
    [InlineData("GET", "/contacts/1/records")]
    [InlineData("GET", "/contacts/1/explanation")]
    [InlineData("GET", "/contacts/1/history")]
    [InlineData("GET", "/contacts/1/export")]
    [InlineData("GET", "/events")]
    [InlineData("GET", "/suggestions")]
    public async Task Request_WhenKeysAreConfigured_RequiresTheReadScope(string method, string path)
    {
        await using var service = await FluxKartService.StartAsync([.. Database.Configuration, .. Keys.SettingsForBoth()]);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(null));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Keys.Identify));
        // There is no contact 1, and the body is empty.
        Assert.True(await StatusAsync(Keys.Read) is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.BadRequest);

        async Task<HttpStatusCode> StatusAsync(string? key)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method == "POST")
                request.Content = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
            if (key is not null)
                request.Headers.Authorization = new("Bearer", key);
            using var response = await service.Client.SendAsync(request, Cancellation);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Requests_WhenTheyOnlyRead_ExecuteQueriesAndNothingElse()
    {
        await CreateCustomersAsync();
        var recorder = new StatementRecorder();
        await using var service = await FluxKartService.StartAsync(
            Database.Configuration, builder => recorder.AddTo(builder.Services));
        recorder.Statements.Clear();

        foreach (var path in new[]
        {
            "/contacts", "/contacts?email=doc%40hillvalley.edu", "/contacts/2", "/contacts/2/records", "/contacts/2/explanation",
            "/contacts/2/explanation?to=1", "/contacts/2/history", "/contacts/2/export", "/events", "/events?types=contact.merged", "/contacts/99", "/suggestions",
        })
        {
            (await service.Client.GetAsync(path, Cancellation)).Dispose();
        }

        (await service.Client.PostAsync(
            "/contacts/lookup", new StringContent("""{"email":"new@example.com"}""", new MediaTypeHeaderValue("application/json")), Cancellation)).Dispose();

        Assert.True(recorder.Statements.Count >= 12, $"{recorder.Statements.Count} statements");
        Assert.All(recorder.Statements, sql => Assert.StartsWith("SELECT", sql, StringComparison.Ordinal));
    }

    protected virtual string TimeZoneSuffix => "";

    /// <summary>Customer 1, of two that a third request merged and a fourth one extended; and customer 4.</summary>
    private async Task CreateCustomersAsync()
    {
        await Client.IdentifyAsync("george@hillvalley.edu", "919191");
        await Client.IdentifyAsync("biff@hillvalley.edu", "717171");
        await Client.IdentifyAsync("george@hillvalley.edu", "717171");
        await Client.IdentifyAsync("marty@hillvalley.edu", "717171");
        await Client.IdentifyAsync("doc@hillvalley.edu", null);
    }

    private async Task<JsonElement> ReadAsync(string path) =>
        JsonDocument.Parse(await Client.GetJsonAsync(path)).RootElement;

    private static IEnumerable<long> PrimaryIdsOf(JsonElement page) =>
        page.GetProperty("contacts").EnumerateArray().Select(contact => contact.GetProperty("primaryContactId").GetInt64());

    /// <summary>Follows next to the last page.</summary>
    private async Task<List<JsonElement>> ReadPagesAsync(string path)
    {
        var pages = new List<JsonElement> { await ReadAsync(path) };
        while (pages[^1].GetProperty("next").GetString() is { } next)
            pages.Add(await ReadAsync($"{path}&after={next}"));
        return pages;
    }

    private async Task<JsonElement> GetProblemAsync(string path, HttpStatusCode status)
    {
        using var response = await Client.GetAsync(path, Cancellation);
        return await response.ReadProblemAsync(status);
    }

    private Task<HttpResponseMessage> PostLookupAsync(string body) => Client.PostAsync(
        "/contacts/lookup", new StringContent(body, new MediaTypeHeaderValue("application/json")), Cancellation);

    public sealed class OnSqlite(SqliteDatabase database) : ContactsTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ContactsTests(database), IClassFixture<PostgresDatabase>
    {
        protected override string TimeZoneSuffix => "+00";
    }
}
