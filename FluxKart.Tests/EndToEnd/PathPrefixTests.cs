using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The service behind a proxy that serves it below a path, and removes that path from the request.</summary>
public sealed partial class PathPrefixTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    private const string Prefix = "/fluxkart";

    // What the browser sees. The service sees / instead of /fluxkart/.
    private static readonly Uri Home = new("https://shop.example/fluxkart/");

    [Fact]
    public async Task Home_WhenItIsBelowAPrefix_LinksToPagesBelowIt()
    {
        await using var service = await StartAsync(trustsProxy: false);
        var page = await service.Client.GetStringAsync("/", Cancellation);

        var links = Link().Matches(page).Select(match => new Uri(Home, match.Groups["href"].Value)).ToList();

        Assert.Equal(4, links.Count);
        foreach (var link in links)
        {
            Assert.StartsWith(Home.AbsoluteUri, link.AbsoluteUri, StringComparison.Ordinal);
            using var response = await service.Client.GetAsync(link.AbsolutePath[Prefix.Length..], Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task Console_WhenItIsBelowAPrefix_LoadsItsFilesFromBelowIt()
    {
        await using var service = await StartAsync(trustsProxy: false);
        var page = await service.Client.GetStringAsync("/console", Cancellation);

        var files = File().Matches(page).Select(match => new Uri(new Uri(Home, "console"), match.Groups["address"].Value)).ToList();

        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            Assert.StartsWith(Home.AbsoluteUri + "console/", file.AbsoluteUri, StringComparison.Ordinal);
            using var response = await service.Client.GetAsync(file.AbsolutePath[Prefix.Length..], Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Docs_WhenTheyAreBelowAPrefix_LoadAndSendEverythingBelowIt(bool trustsProxy)
    {
        await using var service = await StartAsync(trustsProxy);
        using var redirect = await SendAsync(service, "GET", "/docs", Prefix);
        var docs = new Uri(new Uri(Home, "docs"), redirect.RequestMessage!.RequestUri!.AbsolutePath.TrimStart('/'));
        var page = await redirect.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("https://shop.example/fluxkart/docs/", docs.AbsoluteUri);
        Assert.All(
            Script().Matches(page),
            script => Assert.StartsWith(docs.AbsoluteUri, new Uri(docs, script.Groups["src"].Value).AbsoluteUri, StringComparison.Ordinal));
        // The page's script removes the path from its own address, and resolves the document and the server against the rest.
        Assert.Matches(@"initialize\(\s*'%2Fdocs%2F',\s*true,", page);
        Assert.Contains("\"url\":\"openapi/v1.json\"", page, StringComparison.Ordinal);
        Assert.Contains("\"servers\":[{\"url\":\"/\"}]", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "/fluxkart")]
    [InlineData(false, "")]
    public async Task Document_WhenProxyNamesAPrefix_BelievesItOnlyIfProxyIsTrusted(bool trustsProxy, string expected)
    {
        await using var service = await StartAsync(trustsProxy);

        using var response = await SendAsync(service, "GET", "/openapi/v1.json", Prefix);

        var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
        Assert.Equal(
            $"{service.Client.BaseAddress}".TrimEnd('/') + expected, document.GetProperty("servers")[0].GetProperty("url").GetString());
    }

    [Theory]
    [InlineData("/fluxkart")]
    [InlineData("/fluxkart/")]
    [InlineData("fluxkart")]
    [InlineData("//other.example")]
    [InlineData("https://other.example")]
    [InlineData("/%")]
    [InlineData("/a, /b")]
    [InlineData("/health")]
    [InlineData("/m%C3%BCnchen")]
    public async Task AnyEndpoint_WhenProxyIsTrustedAndNamesAPrefix_IsServedAsWithout(string prefix)
    {
        await using var service = await StartAsync(trustsProxy: true);

        foreach (var (method, path, status) in new[]
        {
            ("GET", "/", HttpStatusCode.OK), ("GET", "/docs", HttpStatusCode.OK), ("GET", "/openapi/v1.json", HttpStatusCode.OK),
            ("GET", "/health/ready", HttpStatusCode.OK), ("GET", "/unknown", HttpStatusCode.NotFound),
            ("PUT", "/identify", HttpStatusCode.MethodNotAllowed), ("POST", "/identify", HttpStatusCode.OK),
        })
        {
            using var response = await SendAsync(service, method, path, prefix);

            Assert.True(response.StatusCode == status, $"{response.StatusCode}: {method} {path}");
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(FluxKartService service, string method, string path, string prefix)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = new StringContent("""{"email":"a@example.com"}""", Encoding.UTF8, "application/json");
        request.Headers.Authorization = new("Bearer", Keys.Identify);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", prefix);
        return await service.Client.SendAsync(request, Cancellation);
    }

    private Task<FluxKartService> StartAsync(bool trustsProxy) => FluxKartService.StartAsync(
        [.. Database.Configuration, .. Keys.SettingsForBoth(), new("FORWARDEDHEADERS_ENABLED", $"{trustsProxy}")]);

    [GeneratedRegex("""<a href="(?<href>[^"]+)">""")]
    private static partial Regex Link();

    [GeneratedRegex("(?:src|href)=\"(?<address>console/[^\"]*)\"")]
    private static partial Regex File();

    [GeneratedRegex("""<script [^>]*src="(?<src>[^"]+)">|from '(?<src>[^']+)'""")]
    private static partial Regex Script();
}
