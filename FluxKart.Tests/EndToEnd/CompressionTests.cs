using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 3: bodies may be compressed with gzip, deflate or br, and the size limit holds for what they contain.</summary>
[SameOnAllVersions("A body is decompressed before any statement runs.")]
public abstract class CompressionTests(TestDatabase database) : ServiceTests(database)
{
    private const string Body = """{"email":"a@example.com"}""";

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Identify_WhenBodyIsCompressed_ReadsIt(string coding)
    {
        using var response = await PostAsync(coding, Compress(coding, Body));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("a@example.com", Assert.Single(await Database.ReadContactsAsync()).Email);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("")]
    public async Task Identify_WhenCodingIsIdentity_ReadsTheBody(string coding)
    {
        using var response = await PostAsync(coding, Encoding.UTF8.GetBytes(Body));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Identify_WhenDecompressedBodyIsExactly256KiB_Returns200(string coding)
    {
        using var response = await PostAsync(coding, Compress(coding, OfSize(256 * 1024)));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("gzip", (256 * 1024) + 1)]
    [InlineData("deflate", (256 * 1024) + 1)]
    [InlineData("br", (256 * 1024) + 1)]
    [InlineData("gzip", 50_000_000)]
    [InlineData("deflate", 50_000_000)]
    [InlineData("br", 50_000_000)]
    public async Task Identify_WhenDecompressedBodyExceeds256KiB_Returns413(string coding, int size)
    {
        using var response = await PostAsync(coding, Compress(coding, OfSize(size)));

        await response.ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Identify_WhenBodyIsNotInItsCoding_Returns400(string coding)
    {
        using var response = await PostAsync(coding, Encoding.UTF8.GetBytes(Body));

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        var error = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal("body", error.Name);
        Assert.StartsWith("The body cannot be decompressed. Send", Assert.Single(error.Value.EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Identify_WhenCompressedBodyIsCutOff_Returns400(string coding)
    {
        var compressed = Compress(coding, OfSize(1000));
        foreach (var body in new[] { compressed[..(compressed.Length / 2)], compressed[..3], [] })
        {
            using var response = await PostAsync(coding, body);

            await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        }

        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("gzip, br")]
    [InlineData("identity, gzip")]
    [InlineData("gzip;q=1")]
    public async Task Identify_WhenCodingIsUnknown_Returns415WithTheAcceptedOnes(string coding)
    {
        using var response = await PostAsync(coding, Encoding.UTF8.GetBytes(Body));

        var problem = await response.ReadProblemAsync(HttpStatusCode.UnsupportedMediaType);
        Assert.Contains("gzip, deflate or br", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("gzip, deflate, br", string.Join(", ", response.Headers.GetValues("Accept-Encoding")));
        Assert.Empty(await Database.ReadContactsAsync());
    }

    private static string OfSize(int bytes)
    {
        const string start = """{"email":"a@example.com","note":""";
        return $$"""{{start}}"{{new string('x', bytes - start.Length - 3)}}"}""";
    }

    private static byte[] Compress(string coding, string body)
    {
        using var result = new MemoryStream();
        // HTTP's deflate is what .NET calls zlib.
        using (Stream stream = coding.ToUpperInvariant() switch
        {
            "DEFLATE" => new ZLibStream(result, CompressionLevel.Fastest),
            "BR" => new BrotliStream(result, CompressionLevel.Fastest),
            _ => new GZipStream(result, CompressionLevel.Fastest),
        })
        {
            stream.Write(Encoding.UTF8.GetBytes(body));
        }

        return result.ToArray();
    }

    private async Task<HttpResponseMessage> PostAsync(string coding, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/identify");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        request.Headers.ExpectContinue = true;
        return await Client.SendAsync(request, Cancellation);
    }

    public sealed class OnSqlite(SqliteDatabase database) : CompressionTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : CompressionTests(database), IClassFixture<PostgresDatabase>;
}
