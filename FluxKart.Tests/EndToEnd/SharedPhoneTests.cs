using System.Net;
using System.Net.Mime;
using System.Text;
using System.Text.RegularExpressions;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The story of the README, "When two people share a phone".</summary>
public abstract partial class SharedPhoneTests(TestDatabase database) : ServiceTests(database)
{
    private const string Split = """{"contactIds": [3, 4], "reason": "a couple with one phone"}""";

    private const string Parts =
        """{"kept":{"primaryContactId":1,"emails":["lorraine@hillvalley.edu","lorraine@work.example"],"phoneNumbers":["123456"],"secondaryContactIds":[2]},"spawned":{"primaryContactId":3,"emails":["george@hillvalley.edu"],"phoneNumbers":["123456","919191"],"secondaryContactIds":[4]}}""";

    [Fact]
    public async Task Story_WhenTwoPeopleShareAPhone_GoesAsTheReadmeTellsIt()
    {
        await Client.IdentifyAsync("lorraine@hillvalley.edu", "123456");
        await Client.IdentifyAsync("lorraine@work.example", "123456");
        await Client.IdentifyAsync("george@hillvalley.edu", "123456");
        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["lorraine@hillvalley.edu","lorraine@work.example","george@hillvalley.edu"],"phoneNumbers":["123456","919191"],"secondaryContactIds":[2,3,4]}}""",
            await PostAsync("/identify", """{"email": "george@hillvalley.edu", "phoneNumber": "919191"}"""));
        Assert.Equal(
            """{"records":[{"id":1,"email":"lorraine@hillvalley.edu","phoneNumber":"123456","linkPrecedence":"primary"},{"id":3,"email":"george@hillvalley.edu","phoneNumber":"123456","linkPrecedence":"secondary"},{"id":4,"email":"george@hillvalley.edu","phoneNumber":"919191","linkPrecedence":"secondary"}],"links":[{"from":3,"to":1,"by":["phoneNumber"]},{"from":4,"to":3,"by":["email"]}]}""",
            Times().Replace(await Client.GetStringAsync("/contacts/1/explanation?to=4", Cancellation), ""));
        Assert.Equal(
            """{"identifiers":[{"phoneNumber":"123456"}],"customers":[[1],[2],[3,4]]}""",
            await Client.GetStringAsync("/contacts/1/separation?to=4", Cancellation));

        Assert.Equal(Parts, await PostAsync("/contacts/1/split?dryRun=true", Split));
        Assert.Equal(Parts, await PostAsync("/contacts/1/split", Split));
        Assert.Equal(
            """{"contact":{"primaryContactId":3,"emails":["george@hillvalley.edu"],"phoneNumbers":["123456","919191"],"secondaryContactIds":[4]}}""",
            await PostAsync("/identify", """{"email": "george@hillvalley.edu", "phoneNumber": "123456"}"""));
        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["lorraine@hillvalley.edu","lorraine@work.example"],"phoneNumbers":["123456","919191"],"secondaryContactIds":[2,5]}}""",
            await PostAsync("/identify", """{"email": "lorraine@hillvalley.edu", "phoneNumber": "919191"}"""));

        var history = await Client.GetStringAsync("/contacts/1/history", Cancellation);
        Assert.Contains("""{"spawnedContactId":3,"movedContactIds":[3,4],"keptApart":true,"reason":"a couple with one phone"}""", history, StringComparison.Ordinal);
        Assert.Contains("""{"otherContactId":3,"by":["phoneNumber"],"why":"kept apart"}""", history, StringComparison.Ordinal);
        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["lorraine@hillvalley.edu","lorraine@work.example","george@hillvalley.edu"],"phoneNumbers":["123456","919191"],"secondaryContactIds":[2,3,4,5]}}""",
            await PostAsync("/contacts/1/merge", """{"contactId": 3}"""));
    }

    [GeneratedRegex(""","(?:createdAt|at)":"[^"]*"(?:,"eventId":\d+)?""")]
    private static partial Regex Times();

    private async Task<string> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, MediaTypeNames.Application.Json);
        using var response = await Client.PostAsync(path, content, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    public sealed class OnSqlite(SqliteDatabase database) : SharedPhoneTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : SharedPhoneTests(database), IClassFixture<PostgresDatabase>;
}
