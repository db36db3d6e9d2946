using System.Net;
using System.Text;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The Host header: the setting AllowedHosts, and values that are not a host.</summary>
public sealed class HostTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    private static readonly (string Method, string Path)[] Endpoints =
    [
        ("GET", "/"), ("GET", "/docs"), ("GET", "/docs/"), ("GET", "/openapi/v1.json"), ("GET", "/health/live"), ("GET", "/health/ready"),
        ("GET", "/metrics"), ("GET", "/unknown"), ("PUT", "/identify"), ("POST", "/identify"),
    ];

    [Theory]
    [InlineData("xn--")]
    [InlineData("XN--")]
    [InlineData("shop.xn--.example:3000")]
    [InlineData("xn--0")]
    [InlineData("a.xn--a_b.example")]
    public async Task AnyEndpoint_WhenHostIsAMalformedInternationalName_Returns400(string host)
    {
        await using var service = await StartAsync(null);

        foreach (var (method, path) in Endpoints)
        {
            using var response = await SendAsync(service.Client, method, path, host);

            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{response.StatusCode}: {method} {path}");
            await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        }
    }

    [Theory]
    [InlineData("xn--mnchen-3ya.example")]
    [InlineData("a_b")]
    [InlineData("a!b~c")]
    [InlineData("a..b")]
    [InlineData(".")]
    [InlineData("a:99999")]
    [InlineData("[::1")]
    [InlineData("::1")]
    [InlineData("%")]
    [InlineData("1.2.3.4.5")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_")]
    public async Task AnyEndpoint_WhenHostIsOdd_NeverReturns500(string host)
    {
        await using var service = await StartAsync(null);

        foreach (var (method, path) in Endpoints)
        {
            using var response = await SendAsync(service.Client, method, path, host);

            Assert.True(response.StatusCode < HttpStatusCode.InternalServerError, $"{response.StatusCode}: {method} {path}");
        }
    }

    [Fact]
    public async Task AnyEndpoint_WhenHostIsMalformedAndRequestsAreTraced_Returns400()
    {
        await using var collector = await TelemetryCollector.StartAsync();
        await using var service = await ServiceProcess.StartAsync([.. Database.Configuration, .. collector.Settings]);

        foreach (var (method, path) in Endpoints)
        {
            using var response = await SendAsync(service.Client, method, path, "xn--");

            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{response.StatusCode}: {method} {path}");
        }
    }

    // The framework writes the address of a request to the log before any part of the service runs.
    [Theory]
    [InlineData("Information")]
    [InlineData("Trace")]
    public async Task AnyEndpoint_WhenHostIsMalformedAndRequestsAreLogged_Returns400(string level)
    {
        await using var service = await ServiceProcess.StartAsync([.. Database.Configuration, new("Logging:LogLevel:Default", level),
            new("Logging:LogLevel:Microsoft.AspNetCore", level)]);

        foreach (var (method, path) in Endpoints)
        {
            using var response = await SendAsync(service.Client, method, path, "xn--");

            await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        }

        using var good = await SendAsync(service.Client, "POST", "/identify", "localhost");
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_WhenHostIsNotAllowed_Returns200(string path)
    {
        await using var service = await StartAsync("shop.localhost");

        using var health = await SendAsync(service.Client, "GET", path, "127.0.0.1");
        using var other = await SendAsync(service.Client, "POST", "/identify", "127.0.0.1");

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        await other.ReadProblemAsync(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("shop.localhost", "shop.localhost", true)]
    [InlineData("shop.localhost", "SHOP.localhost:3000", true)]
    [InlineData("shop.localhost", "a.shop.localhost", false)]
    [InlineData(" shop.localhost ; other.localhost ", "shop.localhost", true)]
    [InlineData(" shop.localhost ; other.localhost ", "other.localhost", true)]
    [InlineData("*.localhost", "shop.localhost", true)]
    [InlineData("*.localhost", "localhost", false)]
    [InlineData("[::1]", "[::1]:3000", true)]
    [InlineData("::1", "[::1]:3000", true)]
    [InlineData("127.0.0.1", "127.0.0.1:3000", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("m\u00FCnchen.localhost", "xn--mnchen-3ya.localhost", true)]
    [InlineData("other.example; *", "shop.localhost", true)]
    [InlineData(" ", "shop.localhost", true)]
    public async Task Identify_WhenHostsAreAllowed_AcceptsOnlyThem(string allowed, string host, bool isAllowed)
    {
        await using var service = await StartAsync(allowed);

        using var response = await SendAsync(service.Client, "POST", "/identify", host);

        Assert.Equal(isAllowed ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path, string host)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = new StringContent("""{"email":"a@example.com"}""", Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Host", host);
        return await client.SendAsync(request, Cancellation);
    }

    private Task<FluxKartService> StartAsync(string? allowedHosts) => FluxKartService.StartAsync(
        allowedHosts is null ? Database.Configuration : [.. Database.Configuration, new("AllowedHosts", allowedHosts)]);
}
