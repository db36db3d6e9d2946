using System.Net;
using System.Net.Http.Headers;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 3: invalid requests get the right status and write nothing. A 400 names the invalid fields.</summary>
[SameOnAllVersions("An invalid request is refused before any statement runs.")]
public abstract class BadRequestTests(TestDatabase database) : ServiceTests(database)
{
    private static readonly string LongLocalPart = new('a', 300);
    private static readonly string LongDomain = new('d', 5_000);
    private static readonly string DeepNesting = string.Concat(Enumerable.Repeat("[", 500)) + string.Concat(Enumerable.Repeat("]", 500));

    public static TheoryData<string, string[]> BadBodies => new()
    {
        { "", ["body"] },
        { "null", ["body"] },
        { "[]", ["body"] },
        { "5", ["body"] },
        { "\"a@example.com\"", ["body"] },
        { """{"email":"a@example.com" """, ["body"] },
        { """{"email":"a@exam""", ["email"] },
        { """{"email":"a@example.com"} x""", ["body"] },
        { $$"""{"email":"a@example.com","note":{{DeepNesting}}}""", ["body"] },
        { """{"email":"a@example.com","Email":"b@example.com"}""", ["email"] },
        { "{}", ["email", "phoneNumber"] },
        { """{"email":null,"phoneNumber":null}""", ["email", "phoneNumber"] },
        { """{"email":"  ","phoneNumber":"\t"}""", ["email", "phoneNumber"] },
        { """{"email":5}""", ["email"] },
        { """{"email":["a@example.com"]}""", ["email"] },
        { """{"email":{"value":"a@example.com"}}""", ["email"] },
        { """{"email":true,"phoneNumber":true}""", ["email", "phoneNumber"] },
        { """{"email":"a@example.com","phoneNumber":1.5}""", ["phoneNumber"] },
        { """{"email":"a@example.com","phoneNumber":1e3}""", ["phoneNumber"] },
        { """{"email":"a@example.com","phoneNumber":-5}""", ["phoneNumber"] },
        { """{"email":"a@example.com","phoneNumber":123456789012345678901}""", ["phoneNumber"] },
        { """{"email":"a@example.com","phoneNumber":{}}""", ["phoneNumber"] },
        { """{"email":"a\u0000@example.com","phoneNumber":"12\u000034"}""", ["email", "phoneNumber"] },
        { """{"email":"a\ud800@example.com","phoneNumber":"\udc00"}""", ["email", "phoneNumber"] },
        { """{"email":"a\nb@example.com","phoneNumber":"12\u202834"}""", ["email", "phoneNumber"] },
        { """{"email":"a@@example.com","phoneNumber":"12ab34"}""", ["email", "phoneNumber"] },
        { """{"email":"a@b@example.com","phoneNumber":"()"}""", ["email", "phoneNumber"] },
        { """{"email":"@example.com"}""", ["email"] },
        { """{"email":"a@"}""", ["email"] },
        { $$"""{"email":"{{LongLocalPart}}@example.com"}""", ["email"] },
        { $$"""{"email":"a@{{LongDomain}}.com","phoneNumber":"1"}""", ["email"] },
    };

    public static TheoryData<string, string> Forms => new()
    {
        { "application/x-www-form-urlencoded", "email=a@example.com" },
        { "application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 3000).Select(number => $"f{number}=1")) },
        { "application/x-www-form-urlencoded", $"email={new string('x', 40_000)}" },
        { "application/x-www-form-urlencoded; charset=none", "email=a@example.com" },
        { "multipart/form-data; boundary=here", "--there\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@example.com\r\n--there--\r\n" },
        { "multipart/form-data; boundary=here", """{"email":"a@example.com"}""" },
        { "multipart/form-data; boundary=here", new string('x', 40_000) },
        { "multipart/form-data", """{"email":"a@example.com"}""" },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Identify_WhenBodyIsInvalid_Returns400WithErrorsByField(string body, string[] fields)
    {
        using var response = await Client.PostIdentifyAsync(body);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        var errors = problem.GetProperty("errors").EnumerateObject().ToList();
        Assert.Equal(fields, errors.Select(error => error.Name).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.Contains("Send", Assert.Single(error.Value.EnumerateArray()).GetString(), StringComparison.OrdinalIgnoreCase));
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Identify_WhenStringIsNotUtf8_NamesTheField()
    {
        using var content = new ByteArrayContent([.. "{\"email\":\"a"u8, 0xFF, 0xFE, .. "@example.com\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var response = await Client.PostAsync("/identify", content, Cancellation);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal("email", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Identify_WhenBodyAndContentTypeAreMissing_Returns400()
    {
        using var response = await Client.PostAsync("/identify", content: null, Cancellation);

        await response.ReadProblemAsync(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(256 * 1024)]
    [InlineData(3_000_000)]
    public async Task Identify_WhenBodyExceeds256KiB_Returns413(int size)
    {
        using var response = await Client.PostIdentifyAsync($$"""{"email":"a@example.com","note":"{{new string('x', size)}}"}""", expectContinue: true);

        var problem = await response.ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("Send at most 262144 bytes.", problem.GetProperty("detail").GetString());
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Identify_WhenBodyIsExactly256KiB_Returns200()
    {
        const string start = """{"email":"a@example.com","note":""";
        using var response = await Client.PostIdentifyAsync($$"""{{start}}"{{new string('x', (256 * 1024) - start.Length - 3)}}"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json; charset=UTF8")]
    [InlineData("application/json;charset=\"utf8\"; profile=x")]
    public async Task Identify_WhenCharsetIsUtf8_Returns200(string contentType)
    {
        using var content = new ByteArrayContent([.. """{"email":"a@münchen.de"}"""u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await Client.PostAsync("/identify", content, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("a@xn--mnchen-3ya.de", Assert.Single(await Database.ReadContactsAsync()).Email);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/json")]
    [InlineData("application/problem+json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=")]
    [InlineData(null)]
    public async Task Identify_WhenContentTypeIsNotApplicationJson_Returns415(string? contentType)
    {
        using var content = new ByteArrayContent([.. """{"email":"a@example.com"}"""u8]);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await Client.PostAsync("/identify", content, Cancellation);

        var problem = await response.ReadProblemAsync(HttpStatusCode.UnsupportedMediaType);
        Assert.Contains("application/json", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["application/json"], response.Headers.GetValues("Accept"));
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Identify_WhenFormIsSent_Returns415WhateverItContains(string contentType, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/identify");
        request.Content = new StringContent(body);
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.ExpectContinue = true;

        using var response = await Client.SendAsync(request, Cancellation);

        await response.ReadProblemAsync(HttpStatusCode.UnsupportedMediaType);
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Theory]
    [InlineData("GET", "/identify", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/identify", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/identify", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/health/live", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/health/ready", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/metrics", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/metrics", HttpStatusCode.MethodNotAllowed)]
    [InlineData("FOO", "/metrics", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/openapi/v1.json", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/docs", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/nothing/here", HttpStatusCode.NotFound)]
    [InlineData("GET", "/openapi/nothing.json", HttpStatusCode.NotFound)]
    [InlineData("GET", "/openapi/v11.json", HttpStatusCode.NotFound)]
    [InlineData("GET", "/docs/nothing", HttpStatusCode.NotFound)]
    public async Task Request_WhenPathOrMethodIsUnknown_ReturnsProblemDetails(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        // Browsers prefer HTML, but get problem details too.
        request.Headers.Accept.ParseAdd("text/html");

        using var response = await Client.SendAsync(request, Cancellation);

        await response.ReadProblemAsync(status);
        Assert.Equal(status == HttpStatusCode.MethodNotAllowed, response.Content.Headers.Allow.Count > 0);
    }

    public sealed class OnSqlite(SqliteDatabase database) : BadRequestTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : BadRequestTests(database), IClassFixture<PostgresDatabase>;
}
