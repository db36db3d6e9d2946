using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>
/// Plain requests to identify do not go through MVC, and no client can tell, except by the Content-Length: MVC sends its responses in chunks.
/// </summary>
[SameOnAllVersions("The requests differ in their headers only.")]
public abstract class PlainIdentifyTests(TestDatabase database) : ServiceTests(database)
{
    private const string Body = """{"email":"a@example.com","phoneNumber":"123456"}""";

    private const string Response =
        """{"contact":{"primaryContactId":1,"emails":["a@example.com"],"phoneNumbers":["123456"],"secondaryContactIds":[]}}""";

    [Theory]
    [InlineData("application/json", null)]
    [InlineData("Application/JSON; charset=UTF-8", null)]
    [InlineData("application/json", "text/html")]
    public async Task Identify_WhenRequestIsPlain_RespondsWithContentLength(string contentType, string? accept)
    {
        using var request = Request(Body, contentType);
        if (accept is not null)
            request.Headers.Add("Accept", accept);

        Assert.Equal(Response.Length, await IdentifyAsync(request));
    }

    [Theory]
    [InlineData("application/json;charset=utf8", "", 0)]
    [InlineData("application/json", "?dryRun=false", 0)]
    [InlineData("application/json", "", 5000)]
    public async Task Identify_WhenRequestIsNotPlain_GetsTheSameFromMvc(string contentType, string query, int spaces)
    {
        using var request = Request(Body + new string(' ', spaces), contentType, query);

        Assert.Null(await IdentifyAsync(request));
    }

    [Fact]
    public async Task Identify_WhenLengthIsUnknown_GetsTheSameFromMvc()
    {
        using var request = Request(Body, "application/json");
        request.Headers.TransferEncodingChunked = true;

        Assert.Null(await IdentifyAsync(request));
    }

    [Theory]
    [InlineData("""{"email":"a@example.com"} x""")]
    [InlineData("""{"email":"a@example.com"}{}""")]
    [InlineData("""{"email":"a@example.com","email":"b@example.com"}""")]
    [InlineData("""{"email":"a@example.com",}""")]
    [InlineData("""{"email":"a@"}""")]
    [InlineData("""{"phoneNumber":true}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Identify_WhenBodyIsInvalid_GetsTheErrorsOfMvc(string body)
    {
        using var plain = await Client.SendAsync(Request(body, "application/json"), Cancellation);
        using var other = await Client.SendAsync(Request(body, "application/json", "?dryRun=false"), Cancellation);

        var problem = await plain.ReadProblemAsync(HttpStatusCode.BadRequest);
        var expected = await other.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(expected.GetProperty("errors").GetRawText(), problem.GetProperty("errors").GetRawText());
        Assert.Empty(await Database.ReadContactsAsync());
    }

    private static HttpRequestMessage Request(string body, string contentType, string query = "") =>
        new(HttpMethod.Post, $"/identify{query}")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body))
            {
                Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) },
            },
        };

    /// <returns>The Content-Length of the response.</returns>
    private async Task<long?> IdentifyAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        // Before the content is read, because the client then counts it.
        var length = response.Content.Headers.ContentLength;
        Assert.Equal(Response, await response.Content.ReadAsStringAsync(Cancellation));
        return length;
    }

    public sealed class OnSqlite(SqliteDatabase database) : PlainIdentifyTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : PlainIdentifyTests(database), IClassFixture<PostgresDatabase>;
}
