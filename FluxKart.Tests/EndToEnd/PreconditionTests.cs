using System.Net;
using System.Text.Json;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 5: a change that sends the ETag of its dry run is made only if it still has the same result.</summary>
public abstract class PreconditionTests(TestDatabase database) : ServiceTests(database)
{
    /// <summary>A change of the customer 1, which has the contacts 1 and 2, and an order that gives its dry run another result.</summary>
    public static TheoryData<string, string, string?, string, string> Changes => new()
    {
        { "POST", "/contacts/1/split", """{"contactIds":[2]}""", "cat@example.com", "5551" },
        { "POST", "/contacts/1/split", """{"contactIds":[1]}""", "cat@example.com", "5551" },
        { "POST", "/contacts/1/merge", """{"contactId":3}""", "cat@example.com", "5551" },
        { "POST", "/contacts/1/merge", """{"contactId":3}""", "dan@example.com", "5554" },
        { "POST", "/contacts/1/remove", """{"contactIds":[2]}""", "cat@example.com", "5551" },
        { "DELETE", "/contacts/1", null, "cat@example.com", "5551" },
        { "DELETE", "/contacts/1", null, "ann@example.com", "5554" },
        { "POST", "/shared-identifiers", """{"phoneNumber":"5551","takeApart":true}""", "cat@example.com", "5551" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_WhenAnOrderHasChangedItsResult_IsMadeOnlyAfterAnotherDryRun(
        string method, string path, string? body, string email, string phone)
    {
        await CreateCustomersAsync();
        var tag = await TryOutAsync(method, path, body);
        await Client.IdentifyAsync(email, phone);
        var before = await Database.ReadEverythingAsync();

        var (status, content) = await SendAsync(method, path, body, tag);
        var (dryStatus, _) = await SendAsync(method, WithDryRun(path), body, tag);

        Assert.Equal(HttpStatusCode.PreconditionFailed, status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, dryStatus);
        var problem = JsonDocument.Parse(content).RootElement;
        Assert.Equal("Precondition Failed", problem.GetProperty("title").GetString());
        Assert.Equal(
            "The result would no longer be that of the dry run. Send the dry run again, and look at its new result.",
            problem.GetProperty("detail").GetString());
        Assert.Equal(before, await Database.ReadEverythingAsync());

        var newTag = await TryOutAsync(method, path, body);
        Assert.NotEqual(tag, newTag);
        var (newStatus, _) = await SendAsync(method, path, body, newTag);
        Assert.True((int)newStatus is 200 or 201 or 204, $"{newStatus}");
        Assert.NotEqual(before, await Database.ReadEverythingAsync());
    }

    [Fact]
    public async Task Change_ThatWasMadeBefore_SucceedsWithItsOldTag()
    {
        await CreateCustomersAsync();
        const string Body = """{"contactIds":[2]}""";
        var tag = await TryOutAsync("POST", "/contacts/1/split", Body);
        await SendAsync("POST", "/contacts/1/split", Body, tag);
        await Client.IdentifyAsync("cat@example.com", "5559");
        await Client.IdentifyAsync("ann@example.com", "5559");
        var before = await Database.ReadEverythingAsync();

        var (status, _) = await SendAsync("POST", "/contacts/1/split", Body, tag);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    [Theory]
    [InlineData("{0}", HttpStatusCode.OK)]
    [InlineData("W/{0}", HttpStatusCode.OK)]
    [InlineData("\"another\", {0}", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"another\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("another", HttpStatusCode.PreconditionFailed)]
    [InlineData("", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"\"", HttpStatusCode.PreconditionFailed)]
    public async Task Split_WithATag_ComparesIt(string ifMatch, HttpStatusCode status)
    {
        await CreateCustomersAsync();
        const string Body = """{"contactIds":[2]}""";
        var tag = await TryOutAsync("POST", "/contacts/1/split", Body);

        var (actual, _) = await SendAsync(
            "POST", "/contacts/1/split", Body, ifMatch.Replace("{0}", tag, StringComparison.Ordinal));

        Assert.Equal(status, actual);
    }

    [Fact]
    public async Task Split_OfWhatDoesNotExist_IsReportedAsSuch()
    {
        await CreateCustomersAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("POST", "/contacts/99/split", """{"contactIds":[2]}""", "\"a\"")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync("POST", "/contacts/1/split", """{"contactIds":[3]}""", "\"a\"")).Status);
    }

    private static string WithDryRun(string path) => $"{path}?dryRun=true";

    private async Task CreateCustomersAsync()
    {
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");
        await Client.IdentifyAsync("dan@example.com", "5553");
    }

    private async Task<string> TryOutAsync(string method, string path, string? body)
    {
        using var request = RandomChanges.ToMessage(new HttpMethod(method), WithDryRun(path), body);
        using var response = await Client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.ETag!.Tag;
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string method, string path, string? body, string ifMatch)
    {
        using var request = RandomChanges.ToMessage(new HttpMethod(method), path, body);
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await Client.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    public sealed class OnSqlite(SqliteDatabase database) : PreconditionTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : PreconditionTests(database), IClassFixture<PostgresDatabase>;
}
