using System.Net;
using FluxKart.Tests.Databases;
using Microsoft.AspNetCore.Builder;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 5, suggestions, with literal responses. Times are replaced by T.</summary>
public abstract class SuggestionsTests(TestDatabase database) : ServiceTests(database)
{
    protected override void Customise(WebApplicationBuilder builder) => builder.Services.RemoveBackgroundSearch();

    [Fact]
    public async Task Get_WhenSeveralPeopleShareAMailbox_SuggestsIt()
    {
        await CreateOfficeAsync();

        Assert.Equal(
            """{"suggestions":[{"email":"office@hillvalley.edu","primaryContactId":1,"contacts":3,"pairs":5,"customers":3,"why":"3 contacts hold this email address; without it the customer falls apart into 3, and 5 pairs of contacts come apart."},{"phoneNumber":"717171","primaryContactId":1,"contacts":2,"pairs":3,"customers":2,"why":"2 contacts hold this phone number; without it the customer falls apart into 2, and 3 pairs of contacts come apart."},{"phoneNumber":"123456","primaryContactId":5,"contacts":2,"pairs":1,"customers":2,"why":"2 contacts hold this phone number; without it the customer falls apart into 2, and 1 pair of contacts comes apart."}],"largestCustomers":[{"primaryContactId":1,"contacts":4},{"primaryContactId":5,"contacts":2}],"hottestIdentifiers":[{"email":"office@hillvalley.edu","contacts":3,"counterparts":3},{"phoneNumber":"123456","contacts":2,"counterparts":2},{"phoneNumber":"717171","contacts":2,"counterparts":2}],"computedAt":"T"}""",
            await Client.GetJsonAsync("/suggestions"));
    }

    [Fact]
    public async Task Get_WhenTheLimitIsOne_ReturnsTheFirstOfEachList()
    {
        await CreateOfficeAsync();

        Assert.Equal(
            """{"suggestions":[{"email":"office@hillvalley.edu","primaryContactId":1,"contacts":3,"pairs":5,"customers":3,"why":"3 contacts hold this email address; without it the customer falls apart into 3, and 5 pairs of contacts come apart."}],"largestCustomers":[{"primaryContactId":1,"contacts":4}],"hottestIdentifiers":[{"email":"office@hillvalley.edu","contacts":3,"counterparts":3}],"computedAt":"T"}""",
            await Client.GetJsonAsync("/suggestions?limit=1"));
    }

    [Fact]
    public async Task Get_WhenNothingIsStored_ReturnsEmptyLists() => Assert.Equal(
        """{"suggestions":[],"largestCustomers":[],"hottestIdentifiers":[],"computedAt":"T"}""", await Client.GetJsonAsync("/suggestions"));

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("1&limit=2")]
    public async Task Get_WhenTheLimitIsInvalid_Returns400(string limit)
    {
        using var response = await Client.GetAsync($"/suggestions?limit={limit}", Cancellation);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["limit"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    /// <summary>Three people who share a mailbox, of whom one has another address; and a person with two addresses.</summary>
    private async Task CreateOfficeAsync()
    {
        await Client.IdentifyAsync("office@hillvalley.edu", "919191");
        await Client.IdentifyAsync("office@hillvalley.edu", "717171");
        await Client.IdentifyAsync("office@hillvalley.edu", "818181");
        await Client.IdentifyAsync("biff@hillvalley.edu", "717171");
        await Client.IdentifyAsync("lorraine@hillvalley.edu", "123456");
        await Client.IdentifyAsync("mcfly@hillvalley.edu", "123456");
    }

    public sealed class OnSqlite(SqliteDatabase database) : SuggestionsTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : SuggestionsTests(database), IClassFixture<PostgresDatabase>;
}
