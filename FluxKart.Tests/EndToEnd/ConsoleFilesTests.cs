using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using FluxKart.Api.Pages;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 8: how the files of the console are served.</summary>
public abstract partial class ConsoleFilesTests(TestDatabase database) : ServiceTests(database)
{
    private const string Policy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private const int MostCompressedBytes = 100_000;

    private static readonly ConsoleFiles Files = new();

    [Fact]
    public async Task Page_Always_IsCheckedAtEachVisitAndRunsNothingInline()
    {
        using var response = await Client.GetAsync("/console", Cancellation);

        var page = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
        Assert.Equal(Policy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.DoesNotMatch("<style|<script(?![^>]* src=)| on[a-z]+=| style=", page);
        Assert.DoesNotMatch("(src|href)=\"(/|[a-z]+:)", page);
    }

    [Fact]
    public async Task Page_WhenTheBrowserHasItAlready_Returns304()
    {
        using var first = await Client.GetAsync("/console", Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Page_Always_NamesFilesThatExistAndMayBeKeptForEver()
    {
        var page = await Client.GetStringAsync("/console", Cancellation);

        var names = Addresses().Matches(page).Select(match => match.Groups["address"].Value).ToList();
        Assert.Contains($"console/{Files.Version}/main.js", names);
        foreach (var name in names)
        {
            using var response = await Client.GetAsync($"/{name}", Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl!.ToString());
            Assert.Equal(Policy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        }
    }

    [Fact]
    public async Task File_WhenTheBrowserAcceptsGzip_IsCompressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/console/{Files.Version}/main.js");
        request.Headers.AcceptEncoding.Add(new("gzip"));

        using var response = await Client.SendAsync(request, Cancellation);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var compressed = await response.Content.ReadAsStreamAsync(Cancellation);
        using var content = new MemoryStream();
        await new GZipStream(compressed, CompressionMode.Decompress).CopyToAsync(content, Cancellation);
        Assert.Equal(Files.Find("main.js")!.Content, content.ToArray());
    }

    [Theory]
    [InlineData("/console/0123456789abcdef/main.js")]
    [InlineData("/console/{version}/index.html")]
    [InlineData("/console/{version}/..%2Fappsettings.json")]
    [InlineData("/console/{version}/unknown.js")]
    public async Task File_WhenItIsUnknown_Returns404(string path)
    {
        using var response = await Client.GetAsync(path.Replace("{version}", Files.Version, StringComparison.Ordinal), Cancellation);

        await response.ReadProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public void Files_Always_AreSmallTogether() => Assert.InRange(
        Files.Page.Compressed.Length + Files.Names.Sum(name => Files.Find(name)!.Compressed.Length), 10_000, MostCompressedBytes);

    [Fact]
    public void Modules_Always_AreShortAndImportOnlyEachOther()
    {
        foreach (var name in Files.Names.Where(IsModule))
        {
            var text = Encoding.UTF8.GetString(Files.Find(name)!.Content);
            Assert.True(text.Split('\n').Length <= 200, $"{name} has more than 200 lines.");
            Assert.All(Imports().Matches(text), import =>
                Assert.NotNull(Files.Find(Resolve(name, import.Groups["name"].Value))));
        }
    }

    private static bool IsModule(string name) =>
        name.EndsWith(".js", StringComparison.Ordinal) && !name.StartsWith("vendor/", StringComparison.Ordinal);

    private static string Resolve(string importer, string imported) =>
        new Uri(new Uri($"file:///{importer}"), imported).AbsolutePath[1..];

    [GeneratedRegex("(?:src|href)=\"(?<address>console/[^\"]*)\"")]
    private static partial Regex Addresses();

    [GeneratedRegex("^import .* from \"(?<name>[^\"]*)\";$", RegexOptions.Multiline)]
    private static partial Regex Imports();

    public sealed class OnSqlite(SqliteDatabase database) : ConsoleFilesTests(database), IClassFixture<SqliteDatabase>;
}
