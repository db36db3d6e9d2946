using System.Net;
using System.Text;
using System.Text.Json;
using FluxKart.Tests.Databases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 10: access with an API key, and without keys only from the same machine.</summary>
[SameOnAllVersions("A key is checked before any statement runs.")]
public abstract class AccessTests(TestDatabase database) : DatabaseTests(database)
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer fk_some-other-key")]
    [InlineData("Bearer FK_IDENTIFY-KEY-OF-THE-TESTS")]
    [InlineData("Basic " + Keys.Identify)]
    [InlineData(Keys.Identify)]
    public async Task Identify_WhenKeyIsMissingOrWrong_Returns401AndWritesNothing(string? authorization)
    {
        await using var service = await StartAsync(Keys.SettingsForBoth());

        using var response = await PostAsync(service, ("Authorization", authorization));

        await response.ReadProblemAsync(HttpStatusCode.Unauthorized);
        Assert.StartsWith("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Theory]
    [InlineData("Bearer " + Keys.Identify)]
    [InlineData("bearer " + Keys.Identify)]
    [InlineData("Bearer " + Keys.Read)]
    public async Task Identify_WhenScopeOfTheKeyIsSufficient_Returns200(string authorization)
    {
        await using var service = await StartAsync(Keys.SettingsForBoth());

        using var response = await PostAsync(service, ("Authorization", authorization));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Identify_WhenKeyIsBeingReplaced_AcceptsTheOldAndTheNewKey()
    {
        await using var service = await StartAsync(Keys.Settings(("old", "identify"), ("new", "identify")));

        foreach (var key in new[] { "old", "new" })
        {
            using var response = await PostAsync(service, ("Authorization", $"Bearer {key}"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/docs", HttpStatusCode.OK)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("/version", HttpStatusCode.OK)]
    [InlineData("/access", HttpStatusCode.OK)]
    [InlineData("/console", HttpStatusCode.OK)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/unknown", HttpStatusCode.NotFound)]
    [InlineData("/identify", HttpStatusCode.MethodNotAllowed)]
    public async Task Get_WhenPathIsPublic_NeedsNoKey(string path, HttpStatusCode status)
    {
        await using var service = await StartAsync(Keys.SettingsForBoth());

        using var response = await service.Client.GetAsync(path, Cancellation);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Endpoints_Always_RequireAScopeOrExplicitlyAllowAnonymousAccess()
    {
        await using var service = await StartAsync([]);

        var endpoints = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

        Assert.Contains(endpoints, endpoint => endpoint.RoutePattern.RawText?.TrimStart('/') == "identify");
        Assert.All(endpoints, endpoint => Assert.True(
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
                || endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy is not null,
            endpoint.DisplayName));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("fk_some-other-key", "")]
    [InlineData(Keys.Identify, "identify")]
    [InlineData(Keys.Read, "identify,read")]
    [InlineData(Keys.Admin, "identify,read,admin")]
    public async Task GetAccess_WhenTheServiceHasKeys_ReturnsTheScopesOfTheKey(string? key, string scopes)
    {
        await using var service = await StartAsync(Keys.SettingsForAll());
        if (key is not null)
            service.Client.DefaultRequestHeaders.Authorization = new("Bearer", key);

        var access = JsonDocument.Parse(await service.Client.GetStringAsync("/access", Cancellation)).RootElement;

        Assert.True(access.GetProperty("keyRequired").GetBoolean());
        Assert.Equal(scopes, string.Join(',', access.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString())));
    }

    [Fact]
    public async Task GetAccess_WhenTheServiceHasNoKeys_ReturnsAllScopesOnThisMachine()
    {
        await using var service = await StartAsync([]);

        Assert.Equal(
            """{"keyRequired":false,"scopes":["identify","read","admin"]}""",
            await service.Client.GetStringAsync("/access", Cancellation));
    }

    // The service remembers what a key may do. It must not confuse keys or endpoints.
    [Fact]
    public async Task Requests_WhenTheyAlternateBetweenKeysAndEndpoints_AreDecidedEachForItself()
    {
        await using var service = await StartAsync(Keys.SettingsForAll());

        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Delete, "/contacts/1", Keys.Admin));
            Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Delete, "/contacts/1", Keys.Read));
            Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Get, "/contacts", Keys.Read));
            Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Get, "/contacts", Keys.Identify));
        }

        async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string key)
        {
            using var request = new HttpRequestMessage(method, path) { Headers = { Authorization = new("Bearer", key) } };
            using var response = await service.Client.SendAsync(request, Cancellation);
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("GET", "/contacts/1/separation", Keys.Read)]
    [InlineData("GET", "/contacts/1/identifiers", Keys.Read)]
    [InlineData("GET", "/shared-identifiers", Keys.Read)]
    [InlineData("GET", "/suggestions", Keys.Read)]
    [InlineData("POST", "/shared-identifiers", Keys.Admin)]
    [InlineData("DELETE", "/shared-identifiers/1", Keys.Admin)]
    [InlineData("POST", "/contacts/1/split", Keys.Admin)]
    [InlineData("POST", "/contacts/1/merge", Keys.Admin)]
    [InlineData("POST", "/contacts/1/remove", Keys.Admin)]
    [InlineData("DELETE", "/contacts/1", Keys.Admin)]
    [InlineData("GET", "/webhooks", Keys.Read)]
    [InlineData("POST", "/webhooks/mail/resume", Keys.Admin)]
    [InlineData("POST", "/webhooks/mail/skip", Keys.Admin)]
    [InlineData("POST", "/webhooks/mail/replay", Keys.Admin)]
    [InlineData("GET", "/export", Keys.Admin)]
    [InlineData("POST", "/imports", Keys.Admin)]
    [InlineData("POST", "/imports/preview", Keys.Admin)]
    [InlineData("GET", "/imports", Keys.Read)]
    [InlineData("GET", "/imports/1", Keys.Read)]
    [InlineData("GET", "/imports/1/errors", Keys.Admin)]
    [InlineData("DELETE", "/imports/1", Keys.Admin)]
    public async Task Request_WhenScopeOfTheKeyIsTooSmall_Returns403(string method, string path, string sufficient)
    {
        await using var service = await StartAsync(Keys.SettingsForAll());

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(null));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Keys.Identify));
        Assert.Equal(sufficient == Keys.Admin, await StatusAsync(Keys.Read) == HttpStatusCode.Forbidden);
        Assert.NotEqual(HttpStatusCode.Forbidden, await StatusAsync(sufficient));

        async Task<HttpStatusCode> StatusAsync(string? key)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method == "POST")
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            if (key is not null)
                request.Headers.Authorization = new("Bearer", key);
            using var response = await service.Client.SendAsync(request, Cancellation);
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("Forwarded", "for=192.0.2.1")]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("x-forwarded-proto", "https")]
    [InlineData("X-Forwarded", "for=192.0.2.1")]
    [InlineData("X-Original-For", "192.0.2.1")]
    [InlineData("X-Real-IP", "192.0.2.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("CF-Connecting-IP", "192.0.2.1")]
    [InlineData("cf-connecting-ipv6", "2001:db8::1")]
    [InlineData("True-Client-IP", "192.0.2.1")]
    [InlineData("X-Client-IP", "192.0.2.1")]
    [InlineData("X-Cluster-Client-IP", "192.0.2.1")]
    [InlineData("Fastly-Client-IP", "192.0.2.1")]
    [InlineData("X-Azure-ClientIP", "192.0.2.1")]
    public async Task Identify_WhenNoKeyIsConfiguredAndRequestIsForwarded_Returns401(string header, string value)
    {
        await using var service = await StartAsync([]);

        using var forwarded = await PostAsync(service, (header, value));
        using var direct = await PostAsync(service, ("X-Request-Id", "1"));

        await forwarded.ReadProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, direct.StatusCode);
    }

    // nginx speaks HTTP/1.0 and adds no header, unless it is told to.
    [Fact]
    public async Task Identify_WhenNoKeyIsConfiguredAndProtocolIsHttp10_Returns401()
    {
        await using var service = await StartAsync([]);
        service.Client.DefaultRequestVersion = HttpVersion.Version10;

        using var response = await PostAsync(service);
        using var health = await service.Client.GetAsync("/health/ready", Cancellation);

        await response.ReadProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Identify_WhenKeyIsValidAndProtocolIsHttp10_Returns200()
    {
        await using var service = await StartAsync(Keys.SettingsForBoth());
        service.Client.DefaultRequestVersion = HttpVersion.Version10;

        using var response = await PostAsync(service, ("Authorization", $"Bearer {Keys.Identify}"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("localhost:3000", HttpStatusCode.OK)]
    [InlineData("LOCALHOST", HttpStatusCode.OK)]
    [InlineData("shop.localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.2", HttpStatusCode.OK)]
    [InlineData("[::1]:3000", HttpStatusCode.OK)]
    [InlineData("shop.example", HttpStatusCode.Unauthorized)]
    [InlineData("localhost.shop.example", HttpStatusCode.Unauthorized)]
    [InlineData("shop-localhost", HttpStatusCode.Unauthorized)]
    [InlineData("192.0.2.1:3000", HttpStatusCode.Unauthorized)]
    public async Task Identify_WhenNoKeyIsConfigured_AcceptsOnlyLocalHostNames(string host, HttpStatusCode status)
    {
        await using var service = await StartAsync([]);

        using var response = await PostAsync(service, ("Host", host));

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("Host", "shop.example")]
    public async Task Identify_WhenKeyIsValid_AcceptsForwardedRequestsAndAnyHostName(string header, string value)
    {
        await using var service = await StartAsync(Keys.SettingsForBoth());

        using var response = await PostAsync(service, ("Authorization", $"Bearer {Keys.Identify}"), (header, value));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(FluxKartService service, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/identify") { Version = service.Client.DefaultRequestVersion };
        request.Content = new StringContent("""{"email":"a@example.com"}""", Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await service.Client.SendAsync(request, Cancellation);
    }

    private Task<FluxKartService> StartAsync(Dictionary<string, string?> settings) =>
        FluxKartService.StartAsync([.. Database.Configuration, .. settings]);

    public sealed class OnSqlite(SqliteDatabase database) : AccessTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : AccessTests(database), IClassFixture<PostgresDatabase>;
}
