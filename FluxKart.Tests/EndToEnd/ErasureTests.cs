using System.Net;
using System.Text;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 5, DELETE /contacts/{id}, with literal responses.</summary>
public abstract class ErasureTests(TestDatabase database) : ServiceTests(database)
{
    private const string Customer =
        """{"contact":{"primaryContactId":1,"emails":["george@hillvalley.edu","marty@hillvalley.edu"],"phoneNumbers":["919191"],"secondaryContactIds":[2]}}""";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Erase_WhenIdIsOfAnyContact_ClearsTheWholeCustomerForEver(long id)
    {
        await CreateCustomersAsync();

        using var response = await Client.DeleteAsync($"/contacts/{id}", Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(
            [
                new ContactRow(1, null, null, null, "primary"),
                new ContactRow(2, null, null, 1, "secondary"),
                new ContactRow(3, "doc@hillvalley.edu", "717171", null, "primary"),
            ],
            await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Erase_WhenTheCustomerIsErased_EveryIdGets410()
    {
        await CreateCustomersAsync();
        await EraseAsync(2);

        foreach (var path in new[] { "/contacts/1", "/contacts/2", "/contacts/2/history", "/contacts/1/export" })
        {
            using var read = await Client.GetAsync(path, Cancellation);
            await read.ReadProblemAsync(HttpStatusCode.Gone);
        }

        using var again = await Client.DeleteAsync("/contacts/1", Cancellation);
        Assert.Equal("Contact 1 has been erased or removed.", (await again.ReadProblemAsync(HttpStatusCode.Gone)).GetProperty("detail").GetString());
        Assert.Equal("""{"contacts":[],"next":null}""", await Client.GetJsonAsync("/contacts?phoneNumber=919191"));
    }

    [Fact]
    public async Task Erase_WhenTheValuesAreOrderedAgain_TheyAreANewCustomer()
    {
        await CreateCustomersAsync();
        await EraseAsync(1);

        Assert.Equal(
            """{"contact":{"primaryContactId":4,"emails":["george@hillvalley.edu"],"phoneNumbers":["919191"],"secondaryContactIds":[]}}""",
            await Client.IdentifyAsync("george@hillvalley.edu", "919191"));
    }

    [Theory]
    [InlineData("", "null")]
    [InlineData("?reason=", "null")]
    [InlineData("?reason=asked%20by%20mail", "\"asked by mail\"")]
    public async Task Erase_Always_RecordsTheEvent(string query, string reason)
    {
        await CreateCustomersAsync();
        await EraseAsync(2, query);

        var rest = reason == "null" ? "" : $",\"reason\":{reason}";
        Assert.Equal(
            """{"events":[{"id":4,"type":"contact.erased","time":"T","contactId":1,"data":{"removedContactIds":[1,2],"customers":[]""" + rest + """}}],"next":4}""",
            await Client.GetJsonAsync("/events?after=3"));
    }

    [Fact]
    public async Task Erase_WhenItIsADryRun_ReturnsWhatWouldGoAndWritesNothing()
    {
        await CreateCustomersAsync();
        var before = await Database.ReadContactsAsync();

        using var response = await Client.DeleteAsync("/contacts/2?dryRun=true&reason=x", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Customer, await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(before, await Database.ReadContactsAsync());
        Assert.Equal("""{"events":[],"next":3}""", await Client.GetJsonAsync("/events?after=3"));
    }

    [Theory]
    [InlineData("/contacts/99", HttpStatusCode.NotFound)]
    [InlineData("/contacts/99?dryRun=true", HttpStatusCode.NotFound)]
    [InlineData("/contacts/x", HttpStatusCode.NotFound)]
    [InlineData("/contacts/1?dryRun=perhaps", HttpStatusCode.BadRequest)]
    [InlineData("/contacts/1?dryRun=", HttpStatusCode.BadRequest)]
    [InlineData("/contacts/1?dryRun=true&dryRun=false", HttpStatusCode.BadRequest)]
    [InlineData("/contacts", HttpStatusCode.MethodNotAllowed)]
    public async Task Erase_WhenTheRequestIsInvalid_WritesNothing(string path, HttpStatusCode status)
    {
        await CreateCustomersAsync();
        var before = await Database.ReadContactsAsync();

        using var response = await Client.DeleteAsync(path, Cancellation);

        await response.ReadProblemAsync(status);
        Assert.Equal(before, await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Erase_WhenTheReasonIsTooLong_Returns400()
    {
        await CreateCustomersAsync();

        using var response = await Client.DeleteAsync($"/contacts/1?reason={new string('x', 501)}", Cancellation);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal("Send at most 500 characters.", problem.GetProperty("errors").GetProperty("reason")[0].GetString());
        await EraseAsync(1, $"?reason={new string('x', 500)}");
    }

    [Fact]
    public async Task Erase_WhenKeysAreConfigured_RequiresTheAdminScope()
    {
        await CreateCustomersAsync();
        await using var service = await FluxKartService.StartAsync([.. Database.Configuration, .. Keys.SettingsForBoth()]);
        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", Keys.Read);

        using var response = await service.Client.DeleteAsync("/contacts/1", Cancellation);

        await response.ReadProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal(3, (await Database.ReadContactsAsync()).Count(row => row.Email is not null));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Erase_WhenAnotherProgramHasDeletedOrChainedContacts_ClearsThemToo(long id)
    {
        await CreateCustomersAsync();
        await Client.IdentifyAsync("lorraine@hillvalley.edu", "919191");
        // Contact 4 is deleted, and contact 3 is linked to contact 2, which is a secondary.
        await Database.ExecuteAsync(
            "UPDATE contact SET deletedat = createdat WHERE id = 4; UPDATE contact SET linkedid = 2, linkprecedence = 'secondary' WHERE id = 3");

        await EraseAsync(id);

        Assert.All(await Database.ReadContactsAsync(), row => Assert.Equal((null, null), (row.Email, row.PhoneNumber)));
    }

    [Fact]
    public async Task Erase_WhenOrdersOfTheCustomerRunBesideIt_LeavesNoHalfErasedCustomer()
    {
        await using var replica = await FluxKartService.StartAsync(Database.Configuration);
        var clients = new[] { Client, replica.Client };
        for (var round = 0; round < 10; round++)
        {
            await Database.EmptyAsync();
            await Client.IdentifyAsync("a@example.com", "1");
            var orders = Enumerable.Range(0, 20).Select(order => IdentifyAsync(clients[order % 2], "a@example.com", $"{1 + (order % 5)}"));
            var erasures = Enumerable.Range(0, 4).Select(erasure => StatusOfErasureAsync(clients[erasure % 2], 1));
            var statuses = await Task.WhenAll([.. erasures, .. orders]);

            Assert.Single(statuses.Take(4), HttpStatusCode.NoContent);
            Assert.All(statuses, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NoContent or HttpStatusCode.Gone, $"{status}"));
            var rows = await Database.ReadContactsAsync();
            // Whoever was in the erased customer is erased, and whoever came later is a customer of its own.
            Assert.All(rows, row => Assert.Equal((row.LinkedId ?? row.Id) == 1, row.Email is null && row.PhoneNumber is null));
            Assert.InRange(StoredCustomers.AssertConsistent([.. rows.Where(row => row.Email is not null)]).Count, 0, 1);
        }
    }

    [Fact]
    public async Task Erase_WhenCustomerHasAThousandContacts_TakesAFixedNumberOfStatements()
    {
        var recorder = new StatementRecorder();
        await using var service = await FluxKartService.StartAsync(
            Database.Configuration, builder => recorder.AddTo(builder.Services));
        for (var contact = 0; contact < 1000; contact += 50)
            await Task.WhenAll(Enumerable.Range(contact, 50).Select(number => service.Client.IdentifyAsync($"e{number}@example.com", "1")));
        recorder.Statements.Clear();

        using var response = await service.Client.DeleteAsync("/contacts/1", Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.InRange(recorder.Statements.Count, 1, 14);
        Assert.All(await Database.ReadContactsAsync(), row => Assert.Null(row.Email));
    }

    private async Task CreateCustomersAsync()
    {
        await Client.IdentifyAsync("george@hillvalley.edu", "919191");
        await Client.IdentifyAsync("marty@hillvalley.edu", "919191");
        await Client.IdentifyAsync("doc@hillvalley.edu", "717171");
    }

    private async Task EraseAsync(long id, string query = "") =>
        Assert.Equal(HttpStatusCode.NoContent, await StatusOfErasureAsync(Client, id, query));

    private static async Task<HttpStatusCode> StatusOfErasureAsync(HttpClient client, long id, string query = "")
    {
        using var response = await client.DeleteAsync($"/contacts/{id}{query}", Cancellation);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> IdentifyAsync(HttpClient client, string email, string phone)
    {
        await client.IdentifyAsync(email, phone);
        return HttpStatusCode.OK;
    }

    public sealed class OnSqlite(SqliteDatabase database) : ErasureTests(database), IClassFixture<SqliteDatabase>
    {
        [Fact]
        public async Task Erase_Always_LeavesTheValuesNowhereInTheFiles()
        {
            await CreateCustomersAsync();
            var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(Database.ConnectionString).DataSource;
            Assert.True(await ContainsAsync(file, "marty@hillvalley.edu") || await ContainsAsync($"{file}-wal", "marty@hillvalley.edu"));

            await EraseAsync(1);

            foreach (var value in new[] { "george@hillvalley.edu", "marty@hillvalley.edu", "919191" })
            {
                Assert.False(await ContainsAsync(file, value), value);
                Assert.False(await ContainsAsync($"{file}-wal", value), value);
            }

            Assert.True(await ContainsAsync(file, "doc@hillvalley.edu"));
        }

        private static async Task<bool> ContainsAsync(string file, string value)
        {
            if (!File.Exists(file))
                return false;
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Cancellation);
            return copy.ToArray().AsSpan().IndexOf(Encoding.ASCII.GetBytes(value)) >= 0;
        }
    }

    public sealed class OnPostgres(PostgresDatabase database) : ErasureTests(database), IClassFixture<PostgresDatabase>;
}
