using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The examples of the contract's section 1, with literal responses.</summary>
public abstract class IdentifyTests(TestDatabase database) : ServiceTests(database)
{
    [Fact]
    public async Task Identify_WhenNothingMatches_CreatesAPrimary()
    {
        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["lorraine@hillvalley.edu"],"phoneNumbers":["123456"],"secondaryContactIds":[]}}""",
            await Client.IdentifyAsync("lorraine@hillvalley.edu", "123456"));
        Assert.Equal(
            [new ContactRow(1, "lorraine@hillvalley.edu", "123456", null, "primary")],
            await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Identify_WhenOneValueIsNew_AddsASecondary()
    {
        await Client.IdentifyAsync("lorraine@hillvalley.edu", "123456");

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["lorraine@hillvalley.edu","mcfly@hillvalley.edu"],"phoneNumbers":["123456"],"secondaryContactIds":[2]}}""",
            await Client.IdentifyAsync("mcfly@hillvalley.edu", "123456"));
        Assert.Equal(
            new ContactRow(2, "mcfly@hillvalley.edu", "123456", 1, "secondary"),
            (await Database.ReadContactsAsync())[1]);
    }

    [Fact]
    public async Task Identify_WhenRequestConnectsTwoCustomers_DemotesTheNewerPrimary()
    {
        await Client.IdentifyAsync("george@hillvalley.edu", "919191");
        await Client.IdentifyAsync("biffsucks@hillvalley.edu", "717171");

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["george@hillvalley.edu","biffsucks@hillvalley.edu"],"phoneNumbers":["919191","717171"],"secondaryContactIds":[2]}}""",
            await Client.IdentifyAsync("george@hillvalley.edu", "717171"));
        Assert.Equal(
            [
                new ContactRow(1, "george@hillvalley.edu", "919191", null, "primary"),
                new ContactRow(2, "biffsucks@hillvalley.edu", "717171", 1, "secondary"),
            ],
            await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Identify_WhenRequestConnectsCustomersWithSecondaries_LinksThemToTheOldestPrimary()
    {
        await Client.IdentifyAsync("a@example.com", "1");
        await Client.IdentifyAsync("b@example.com", "2");
        await Client.IdentifyAsync("c@example.com", "2");

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["a@example.com","b@example.com","c@example.com"],"phoneNumbers":["1","2"],"secondaryContactIds":[2,3]}}""",
            await Client.IdentifyAsync("c@example.com", "1"));
        Assert.All((await Database.ReadContactsAsync()).Skip(1), row => Assert.Equal((1, "secondary"), (row.LinkedId, row.LinkPrecedence)));
    }

    [Theory]
    [InlineData("lorraine@hillvalley.edu", "123456")]
    [InlineData("mcfly@hillvalley.edu", "123456")]
    [InlineData(null, "123456")]
    [InlineData("lorraine@hillvalley.edu", null)]
    [InlineData("mcfly@hillvalley.edu", null)]
    [InlineData(" MCFLY@HillValley.EDU ", " 12-34 56 ")]
    public async Task Identify_WhenNothingIsNew_ReturnsTheCustomerAndAddsNoRow(string? email, string? phone)
    {
        await Client.IdentifyAsync("lorraine@hillvalley.edu", "123456");
        await Client.IdentifyAsync("mcfly@hillvalley.edu", "123456");

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["lorraine@hillvalley.edu","mcfly@hillvalley.edu"],"phoneNumbers":["123456"],"secondaryContactIds":[2]}}""",
            await Client.IdentifyAsync(email, phone));
        Assert.Equal(2, (await Database.ReadContactsAsync()).Count);
    }

    [Fact]
    public async Task Identify_WhenKnownValuesAreInANewCombination_AddsNoRow()
    {
        await Client.IdentifyAsync("a@example.com", "1");
        await Client.IdentifyAsync("b@example.com", "1");
        await Client.IdentifyAsync("a@example.com", "2");

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["a@example.com","b@example.com"],"phoneNumbers":["1","2"],"secondaryContactIds":[2,3]}}""",
            await Client.IdentifyAsync("b@example.com", "2"));
    }

    [Fact]
    public async Task Identify_WhenPrimaryHasNoEmail_ListsSecondaryEmailsInOrder()
    {
        await Client.IdentifyAsync(null, "1");
        await Client.IdentifyAsync("b@example.com", "1");

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["b@example.com","a@example.com"],"phoneNumbers":["1"],"secondaryContactIds":[2,3]}}""",
            await Client.IdentifyAsync("a@example.com", "1"));
    }

    [Fact]
    public async Task Identify_WhenPhoneNumbersAreMissing_DoesNotMatchContactsByThem()
    {
        await Client.IdentifyAsync("a@example.com", null);
        await Client.IdentifyAsync("b@example.com", null);
        await Client.IdentifyAsync(null, "1");

        Assert.Equal(
            """{"contact":{"primaryContactId":4,"emails":["c@example.com"],"phoneNumbers":[],"secondaryContactIds":[]}}""",
            await Client.IdentifyAsync("c@example.com", null));
    }

    [Theory]
    [InlineData("""{"EMAIL":"a@example.com","phonenumber":"1"}""")]
    [InlineData("""{"Email":"a@example.com","PhoneNumber":1}""")]
    [InlineData("""{"orderId":7,"email":"a@example.com","lines":[{"sku":"x"}],"phoneNumber":"1","note":null}""")]
    public async Task Identify_WhenPropertyNamesDifferInCaseOrAreUnknown_ReadsEmailAndPhoneNumber(string json)
    {
        using var response = await Client.PostIdentifyAsync(json);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["a@example.com"],"phoneNumbers":["1"],"secondaryContactIds":[]}}""",
            await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Identify_WhenContactIsDeleted_DoesNotMatchIt()
    {
        await Client.IdentifyAsync("a@example.com", "1");
        await Database.ExecuteAsync("UPDATE contact SET deletedat = createdat");

        Assert.Equal(
            """{"contact":{"primaryContactId":2,"emails":["a@example.com"],"phoneNumbers":["1"],"secondaryContactIds":[]}}""",
            await Client.IdentifyAsync("a@example.com", "1"));
    }

    public sealed class OnSqlite(SqliteDatabase database) : IdentifyTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : IdentifyTests(database), IClassFixture<PostgresDatabase>;
}
