using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 7: how the beginning of a file would be imported.</summary>
public abstract class ImportPreviewTests(TestDatabase database) : ImportTestBase(database)
{
    [Fact]
    public async Task Preview_WhenRowsAreGoodAndBad_ShowsThemAsTheyWouldBeReadAndStoresNothing()
    {
        await using var service = await StartAsync();

        using var response = await SendAsync(
            service.Client,
            "Mail,Phone,Created\nADA@example.com,030 901820,2012-05-06\nnobody,030 901820,\nnobody,,\n",
            "/preview?region=DE&columns=email:Mail");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            """{"notes":["Email addresses are read from Mail.","Phone numbers are read from Phone.","Dates are read from Created."],"rows":[{"line":2,"emails":["ada@example.com"],"phoneNumbers":["+4930901820"],"createdAt":"2012-05-06T00:00:00Z","customer":null,"refused":false,"errors":[]},{"line":3,"emails":[],"phoneNumbers":["+4930901820"],"createdAt":null,"customer":null,"refused":false,"errors":["Mail: E"]},{"line":4,"emails":[],"phoneNumbers":[],"createdAt":null,"customer":null,"refused":true,"errors":["Mail: E"]}]}""",
            System.Text.RegularExpressions.Regex.Replace(
                await response.Content.ReadAsStringAsync(Cancellation), "\"Mail: [^\"]*\"", "\"Mail: E\""));
        Assert.Empty(await Database.ReadContactsAsync());
        Assert.Empty(ReceivedFiles);
        Assert.Empty((await GetAsync(service.Client, "/imports")).GetProperty("imports").EnumerateArray());
    }

    [Fact]
    public async Task Preview_WhenTheFileIsLong_ShowsTheFirstRows()
    {
        await using var service = await StartAsync();

        using var response = await SendAsync(service.Client, FileWith(rows: 1_000), "/preview");

        var preview = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
        Assert.Equal(20, preview.GetProperty("rows").GetArrayLength());
        Assert.Equal(21, preview.GetProperty("rows")[19].GetProperty("line").GetInt64());
    }

    [Theory]
    [InlineData("", "", "The file is empty. Send a file with a header and at least one row.")]
    [InlineData("name\nAda\n", "", "columns")]
    [InlineData("email\na@example.com\n", "?delimiter=x", "delimiter")]
    [InlineData("email\na@example.com\n", "?dry-run=true", "parameter")]
    public async Task Preview_WhenTheFileOrAnOptionIsInvalid_Returns400AndSaysWhy(string file, string query, string reason)
    {
        await using var service = await StartAsync();

        using var response = await SendAsync(service.Client, file, "/preview" + query);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Contains(reason, problem.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    public sealed class OnSqlite(SqliteDatabase database) : ImportPreviewTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ImportPreviewTests(database), IClassFixture<PostgresDatabase>;
}
