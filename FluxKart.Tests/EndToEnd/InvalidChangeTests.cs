using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's sections 3 and 5: an invalid change gets a clear response, and writes nothing.</summary>
public abstract class InvalidChangeTests(TestDatabase database) : ServiceTests(database)
{
    private const string Stranger =
        "Contact 3 does not belong to the customer of contact 1. Send only contacts that GET /contacts/1/records lists.";

    private const string Ids = "Send each id as a whole number from 1 to 9223372036854775807.";

    public static TheoryData<string, string, int, string> Requests => new()
    {
        { "/contacts/1/split", """{"contactIds":[-1]}""", 400, Ids },
        { "/contacts/1/split", """{"contactIds":[1.5]}""", 400, Ids },
        { "/contacts/1/split", """{"contactIds":["2"]}""", 400, "" },
        { "/contacts/1/remove", """{"contactIds":[]}""", 400, "" },
        { "/contacts/1/remove", """{"contactIds":[9223372036854775808]}""", 400, Ids },
        { "/contacts/1/remove", """{"contactIds":[2,2]}""", 400, "Send each contact id once." },
        { "/contacts/1/split", $$"""{"contactIds":[{{string.Join(',', Enumerable.Range(1, 2000))}}]}""", 400, "Send at most 1000 contact ids." },
        { "/contacts/1/split", $$"""{"contactIds":[{{string.Join(',', Enumerable.Range(1, 1000))}}]}""", 409, Stranger },
        { "/contacts/1/split", $$"""{"contactIds":[2],"reason":"{{new string('x', 10_240)}}"}""", 400, "Send at most 500 characters." },
        { "/contacts/1/merge", $$"""{"contactId":3,"reason":"{{new string('x', 10_240)}}"}""", 400, "Send at most 500 characters." },
        { "/contacts/1/remove", $$"""{"contactIds":[2],"reason":"{{new string('x', 10_240)}}"}""", 400, "Send at most 500 characters." },
        { "/contacts/1/merge", """{"contactId":0}""", 400, "" },
        { "/contacts/1/merge", """{"contactId":[3]}""", 400, "" },
        { "/contacts/1/split", """{"contactIds":[3]}""", 409, Stranger },
        { "/contacts/1/remove", """{"contactIds":[3]}""", 409, Stranger },
        { "/contacts/1/split", """{"contactIds":[2],"reason":"\u0000"}""", 400, "Send a reason without the character U+0000." },
        { "/shared-identifiers", """{"email":"ann@example.com","phoneNumber":"5551"}""", 400, "" },
        { "/shared-identifiers", """{"reason":"neither"}""", 400, "Send an email or a phoneNumber; neither was given." },
        { "/shared-identifiers", """{"phoneNumber":"call me"}""", 400, "" },
        { "/shared-identifiers", $$"""{"phoneNumber":"5551","reason":"{{new string('x', 10_240)}}"}""", 400, "Send at most 500 characters." },
    };

    [Fact]
    public async Task Change_WhenItIsInvalid_SaysWhyAndWritesNothing()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");
        await Client.IdentifyAsync("zoe@example.com", "5559");
        var before = await Database.ReadEverythingAsync();

        foreach (var (path, body, status, message) in Requests.Select(row => row.Data))
        {
            foreach (var query in new[] { "", "?dryRun=true" })
            {
                using var response = await Client.PostAsync($"{path}{query}", body);

                Assert.True((int)response.StatusCode == status, $"{path} {body[..Math.Min(80, body.Length)]}: {response.StatusCode}");
                var problem = await response.ReadProblemAsync(response.StatusCode);
                Assert.Contains(message, problem.GetRawText(), StringComparison.Ordinal);
            }
        }

        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    public sealed class OnSqlite(SqliteDatabase database) : InvalidChangeTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : InvalidChangeTests(database), IClassFixture<PostgresDatabase>;
}
