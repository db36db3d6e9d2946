using System.Net;
using System.Text;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The response headers that browsers act on.</summary>
public sealed class HeaderTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    private const string Origin = "https://shop.example";

    public static readonly TheoryData<string, string> Requests = new()
    {
        { "POST", "/identify" },
        { "PUT", "/identify" },
        { "GET", "/unknown" },
        { "GET", "/" },
        { "GET", "/docs" },
        { "GET", "/openapi/v1.json" },
        { "GET", "/health/live" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Response_Always_HasSecurityHeadersAndNoServerBanner(string method, string path)
    {
        await using var service = await StartAsync([]);

        using var response = await SendAsync(service, method, path);

        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["DENY"], response.Headers.GetValues("X-Frame-Options"));
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.NotNull(response.Headers.CacheControl);
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("X-Powered-By"));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Response_WhenClientSendsARequestId_HasItsOwnRequestId(string method, string path)
    {
        await using var service = await StartAsync([]);

        using var first = await SendAsync(service, method, path, ("X-Request-Id", "forged"));
        using var second = await SendAsync(service, method, path, ("X-Request-Id", "forged"));

        var ids = new[] { first, second }.Select(response => Assert.Single(response.Headers.GetValues("X-Request-Id"))).ToList();
        Assert.DoesNotContain("forged", ids);
        Assert.All(ids, id => Assert.NotEmpty(id));
        Assert.NotEqual(ids[0], ids[1]);
    }

    [Theory]
    [InlineData("POST", "/unknown")]
    [InlineData("PUT", "/identify")]
    [InlineData("POST", "/identify")]
    public async Task Response_WhenItIsAnError_HasTheRequestIdAsItsTraceId(string method, string path)
    {
        await using var service = await StartAsync([]);

        using var response = await SendAsync(service, method, path, ("Host", "shop.example"));

        var problem = await response.ReadProblemAsync(response.StatusCode);
        Assert.Equal(problem.GetProperty("traceId").GetString(), Assert.Single(response.Headers.GetValues("X-Request-Id")));
    }

    [Fact]
    public async Task Response_WhenRequestIsInvalid_HasTheRequestIdAsItsTraceId()
    {
        await using var service = await StartAsync([]);

        using var response = await service.Client.PostIdentifyAsync("{}");

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(problem.GetProperty("traceId").GetString(), Assert.Single(response.Headers.GetValues("X-Request-Id")));
    }

    [Theory]
    [InlineData("GET", "/", true)]
    [InlineData("HEAD", "/", true)]
    [InlineData("GET", "/docs", true)]
    [InlineData("GET", "/docs/", true)]
    [InlineData("GET", "/docs/nothing", false)]
    [InlineData("POST", "/", false)]
    [InlineData("POST", "/identify", false)]
    [InlineData("GET", "/openapi/v1.json", false)]
    [InlineData("GET", "/health/live", false)]
    [InlineData("GET", "/unknown", false)]
    public async Task ContentSecurityPolicy_Always_AllowsScriptsOnlyOnPages(string method, string path, bool isPage)
    {
        await using var service = await StartAsync([]);

        using var response = await SendAsync(service, method, path);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Equal(isPage, policy.Contains("script-src 'self'", StringComparison.Ordinal));
        Assert.Equal(!isPage, policy.StartsWith("default-src 'none';", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Response_WhenServiceFailsUnexpectedly_HasSecurityHeaders()
    {
        await using var service = await StartAsync([]);
        await Database.ExecuteAsync("ALTER TABLE contact RENAME TO lost");
        try
        {
            using var response = await SendAsync(service, "POST", "/identify");

            var problem = await response.ReadProblemAsync(HttpStatusCode.InternalServerError);
            Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
            Assert.Equal(problem.GetProperty("traceId").GetString(), Assert.Single(response.Headers.GetValues("X-Request-Id")));
        }
        finally
        {
            await Database.ExecuteAsync("ALTER TABLE lost RENAME TO contact");
        }
    }

    [Fact]
    public async Task Response_WhenHostIsNotAllowed_IsProblemDetailsWithSecurityHeaders()
    {
        await using var service = await StartAsync([new("AllowedHosts", "shop.localhost")]);

        using var allowed = await SendAsync(service, "POST", "/identify", ("Host", "shop.localhost"));
        using var response = await SendAsync(service, "POST", "/identify");

        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.True(response.Headers.Contains("X-Request-Id"));
    }

    [Fact]
    public async Task Response_WhenNoOriginIsConfigured_AllowsNoOriginAndNoPreflight()
    {
        await using var service = await StartAsync([]);

        using var response = await SendAsync(service, "POST", "/identify", ("Origin", Origin));
        using var preflight = await SendAsync(service, "OPTIONS", "/identify", ("Origin", Origin), ("Access-Control-Request-Method", "POST"));

        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Origin"));
        await preflight.ReadProblemAsync(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Response_WhenOriginIsConfigured_AllowsOnlyThatOrigin()
    {
        await using var service = await StartAsync([.. Keys.SettingsForBoth(), new("Cors:AllowedOrigins:0", Origin)]);

        using var preflight = await SendAsync(
            service,
            "OPTIONS",
            "/identify",
            ("Origin", Origin),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization"));
        using var other = await SendAsync(service, "POST", "/identify", ("Origin", "https://other.example"));

        Assert.Equal([Origin], preflight.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static async Task<HttpResponseMessage> SendAsync(
        FluxKartService service, string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = new StringContent("""{"email":"a@example.com"}""", Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await service.Client.SendAsync(request, Cancellation);
    }

    private Task<FluxKartService> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings) =>
        FluxKartService.StartAsync([.. Database.Configuration, .. settings]);
}
