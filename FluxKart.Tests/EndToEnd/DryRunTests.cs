using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 5, dry run: it writes nothing, and returns what the request itself then returns.</summary>
public abstract partial class DryRunTests(TestDatabase database) : ServiceTests(database)
{
    [Fact]
    public async Task Identify_WhenItWouldCreateACustomer_ReturnsItWithId0()
    {
        Assert.Equal(
            """{"contact":{"primaryContactId":0,"emails":["ann@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[]}}""",
            await PreviewAsync("ann@example.com", "5551"));
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Identify_WhenItWouldAddAContact_ReturnsItLast()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["ann@example.com","bob@example.com","cat@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[2,0]}}""",
            await PreviewAsync("cat@example.com", "5551"));
        Assert.Equal(2, (await Database.ReadContactsAsync()).Count);
    }

    [Fact]
    public async Task Identify_WhenItWouldMerge_ReturnsTheOneCustomer()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5552");
        var before = await Database.ReadEverythingAsync();

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["ann@example.com","bob@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[2]}}""",
            await PreviewAsync("ann@example.com", "5552"));
        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    [Fact]
    public async Task Identify_WhenItWouldRefuseALink_SharesNothing()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2]}""");
        await Client.IdentifyAsync("bob@example.com", "5552");
        var before = await Database.ReadEverythingAsync();

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["ann@example.com"],"phoneNumbers":["5551","5552"],"secondaryContactIds":[0]}}""",
            await PreviewAsync("ann@example.com", "5552"));
        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    [Fact]
    public async Task Mark_WhenItWouldTakeApart_ReturnsThePartsWithoutAMark()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");
        var before = await Database.ReadEverythingAsync();

        Assert.Equal(
            """{"sharedIdentifier":{"id":0,"phoneNumber":"5551","reason":"a family","takenApart":true,"createdAt":null},"customers":[{"primaryContactId":1,"emails":["ann@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[]},{"primaryContactId":2,"emails":["bob@example.com"],"phoneNumbers":["5551"],"secondaryContactIds":[]}]}""",
            await Client.PostJsonAsync(
                "/shared-identifiers?dryRun=true", """{"phoneNumber":"5551","reason":"a family","takeApart":true}"""));
        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    [Fact]
    public async Task DryRun_BeforeAnyOfManyRandomRequests_ReturnsTheSameAndWritesNothing()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed: {seed}");
        var requests = new RandomChanges(new Random(seed), values: 8);
        var before = await Database.ReadEverythingAsync();

        for (var number = 0; number < 100; number++)
        {
            var (method, path, body) = requests.Next();
            if (path.StartsWith("/shared-identifiers/", StringComparison.Ordinal))
                continue;
            var newestId = (await Database.ReadContactsAsync()).LastOrDefault()?.Id ?? 0;
            var (status, preview) = await SendAsync(method, $"{path}?dryRun=true", body);
            Assert.Equal(before, await Database.ReadEverythingAsync());

            var (realStatus, real) = await SendAsync(method, path, body);
            Assert.True((int)realStatus < 500, $"{method} {path} {body}: {realStatus}");
            Assert.True(IsSameOutcome(status, realStatus), $"{method} {path} {body}: {status}, then {realStatus}");
            if (realStatus is HttpStatusCode.OK or HttpStatusCode.Created)
                Assert.Equal(Comparable(real, newestId), Comparable(preview, newestId));
            requests.Learn(real);
            before = await Database.ReadEverythingAsync();
        }
    }

    // A dry run creates nothing, and has content to return.
    private static bool IsSameOutcome(HttpStatusCode preview, HttpStatusCode real) =>
        preview == (real is HttpStatusCode.Created or HttpStatusCode.NoContent ? HttpStatusCode.OK : real);

    // A dry run knows neither the ids of what it would create nor when.
    private static string Comparable(string body, long newestId)
    {
        var withoutMark = Mark().Replace(body, "");
        return Ids().Replace(withoutMark, list => Number().Replace(
            list.Value, id => long.Parse(id.Value, CultureInfo.InvariantCulture) > newestId ? "0" : id.Value));
    }

    private Task<string> PreviewAsync(string? email, string? phone) => Client.PostJsonAsync(
        "/identify?dryRun=true", JsonSerializer.Serialize(new { email, phoneNumber = phone }));

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var response = await Client.SendAsync(RandomChanges.ToMessage(method, path, body), Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [GeneratedRegex("""
        "(id|createdAt)":("[^"]*"|\d+|null),?
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Mark();

    [GeneratedRegex("""
        "primaryContactId":\d+|"secondaryContactIds":\[[\d,]*\]
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Ids();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    public sealed class OnSqlite(SqliteDatabase database) : DryRunTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : DryRunTests(database), IClassFixture<PostgresDatabase>;
}
