using System.Net;
using System.Text.RegularExpressions;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 11: each client has a token bucket.</summary>
[SameOnAllVersions("A request is counted before any statement runs.")]
public abstract partial class LimitTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Body = """{"email":"a@example.com"}""";
    private const string Origin = "https://shop.example";

    // The smallest bucket that allows two requests in a row, with the slowest refill.
    private static readonly Dictionary<string, string?> BurstOfTwo = new()
    {
        ["RateLimiting:RequestsPerSecond"] = "1",
        ["RateLimiting:Burst"] = "2",
    };

    private static readonly Dictionary<string, string?> OneOrigin = new() { ["Cors:AllowedOrigins:0"] = Origin };

    [Fact]
    public async Task Identify_WhenBucketIsEmpty_Returns429WithRetryAfter()
    {
        await using var service = await StartAsync(BurstOfTwo);

        var statuses = await PostAsync(service, times: 20);
        using var refused = await PostUntilRefusedAsync(service);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], statuses.Take(2));
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        await refused.ReadProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(refused.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Identify_WhenBucketOfAnotherKeyIsEmpty_IsNotLimited()
    {
        await using var service = await StartAsync(BurstOfTwo, Keys.SettingsForBoth());
        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", Keys.Identify);
        (await PostUntilRefusedAsync(service)).Dispose();

        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", Keys.Read);
        using var response = await service.Client.PostIdentifyAsync(Body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Identify_WhenKeysAreGuessed_IsLimitedByAddress()
    {
        await using var service = await StartAsync(BurstOfTwo, Keys.SettingsForBoth());
        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", "guess");

        var statuses = await PostAsync(service, times: 20);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], statuses.Take(2));
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task Health_WhenBucketIsEmpty_IsNotLimited()
    {
        await using var service = await StartAsync(BurstOfTwo);
        (await PostUntilRefusedAsync(service)).Dispose();

        using var response = await service.Client.GetAsync("/health/ready", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Keys.Identify)]
    public async Task Console_WhenBucketOfTheKeyIsEmpty_IsNotLimited(string? keySentForTheFiles)
    {
        await using var service = await StartAsync(BurstOfTwo, Keys.SettingsForBoth());
        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", Keys.Identify);
        (await PostUntilRefusedAsync(service)).Dispose();

        service.Client.DefaultRequestHeaders.Authorization = keySentForTheFiles is null ? null : new("Bearer", keySentForTheFiles);
        using var page = await service.Client.GetAsync("/console", Cancellation);
        var script = MainScript().Match(await page.Content.ReadAsStringAsync(Cancellation)).Value;
        using var file = await service.Client.GetAsync(script, Cancellation);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, file.StatusCode));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Keys.Identify)]
    public async Task Console_WhenBucketOfTheAddressIsEmpty_IsLimited(string? keySentForTheFiles)
    {
        await using var service = await StartAsync(BurstOfTwo, Keys.SettingsForBoth());
        var script = MainScript().Match(await service.Client.GetStringAsync("/console", Cancellation)).Value;
        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", "guess");
        (await PostUntilRefusedAsync(service)).Dispose();

        service.Client.DefaultRequestHeaders.Authorization = keySentForTheFiles is null ? null : new("Bearer", keySentForTheFiles);
        using var refused = await service.Client.GetAsync(script, Cancellation);

        await refused.ReadProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task Preflight_WhenBucketIsEmpty_IsLimited()
    {
        await using var service = await StartAsync(BurstOfTwo, OneOrigin);

        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var preflight = new HttpRequestMessage(HttpMethod.Options, "/identify");
            preflight.Headers.Add("Origin", Origin);
            preflight.Headers.Add("Access-Control-Request-Method", "POST");
            using var response = await service.Client.SendAsync(preflight, Cancellation);
            statuses.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                await response.ReadProblemAsync(HttpStatusCode.TooManyRequests);
        }

        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.NoContent], statuses.Take(2));
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task Identify_WhenBucketOfAWebPageIsEmpty_LetsThePageReadRetryAfter()
    {
        await using var service = await StartAsync(BurstOfTwo, OneOrigin);
        service.Client.DefaultRequestHeaders.Add("Origin", Origin);

        using var refused = await PostUntilRefusedAsync(service);

        Assert.Equal([Origin], refused.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["Retry-After,X-Request-Id,FluxKart-Ignored"], refused.Headers.GetValues("Access-Control-Expose-Headers"));
    }

    [Fact]
    public async Task Identify_WhenNeitherKeysNorLimitsAreConfigured_IsNotLimited()
    {
        await using var service = await StartAsync();

        Assert.All(await PostAsync(service, times: 3000), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task Identify_WhenSteadyRateIsBelowTheLimitAndBurstIsSmall_IsNotLimited()
    {
        await using var service = await StartAsync(new Dictionary<string, string?>
        {
            ["RateLimiting:RequestsPerSecond"] = "1000",
            ["RateLimiting:Burst"] = "2",
        });

        // Each waits for the response to the one before it and then some more, so a slow machine only makes the rate lower.
        for (var request = 0; request < 100; request++)
        {
            using var response = await service.Client.PostIdentifyAsync(Body);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            await Task.Delay(TimeSpan.FromMilliseconds(5), Cancellation);
        }
    }

    private static async Task<List<HttpStatusCode>> PostAsync(FluxKartService service, int times)
    {
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < times; attempt++)
        {
            using var response = await service.Client.PostIdentifyAsync(Body);
            statuses.Add(response.StatusCode);
        }

        return statuses;
    }

    private static async Task<HttpResponseMessage> PostUntilRefusedAsync(FluxKartService service)
    {
        while (true)
        {
            var response = await service.Client.PostIdentifyAsync(Body);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                return response;
            response.Dispose();
        }
    }

    [GeneratedRegex("console/[^\"]*/main\\.js")]
    private static partial Regex MainScript();

    private Task<FluxKartService> StartAsync(params Dictionary<string, string?>[] settings) =>
        FluxKartService.StartAsync([.. Database.Configuration, .. settings.SelectMany(setting => setting)]);

    public sealed class OnSqlite(SqliteDatabase database) : LimitTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : LimitTests(database), IClassFixture<PostgresDatabase>;
}
