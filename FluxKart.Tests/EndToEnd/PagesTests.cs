using System.Net;
using System.Text;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

public abstract class PagesTests(TestDatabase database) : ServiceTests(database)
{
    [Fact]
    public async Task Home_Always_HasGreetingServiceNameAndDocumentationLink()
    {
        var page = await Client.GetStringAsync("/", Cancellation);

        Assert.Contains("Hello, World!", page, StringComparison.Ordinal);
        Assert.Contains("FluxKart", page, StringComparison.Ordinal);
        Assert.Contains("href=\"docs\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/docs")]
    public async Task Page_WhenServiceIsHealthy_Returns200(string path)
    {
        using var response = await Client.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Docs_Always_LoadNothingExternalAndSendNoTelemetry()
    {
        var page = await Client.GetStringAsync("/docs", Cancellation);

        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Contains("\"telemetry\":false", page, StringComparison.Ordinal);
        Assert.Contains("\"withDefaultFonts\":false", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_WhenSchemaIsNotCurrent_Returns503()
    {
        await Database.ExecuteAsync("""ALTER TABLE "__EFMigrationsHistory" RENAME TO history""");
        try
        {
            using var response = await Client.GetAsync("/health/ready", Cancellation);

            await response.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            await Database.ExecuteAsync("""ALTER TABLE history RENAME TO "__EFMigrationsHistory" """);
        }
    }

    [Fact]
    public async Task Ready_WhenTableIsMissing_Returns503WithRetryAfter()
    {
        await Database.ExecuteAsync("ALTER TABLE contact RENAME TO lost");
        try
        {
            using var response = await Client.GetAsync("/health/ready", Cancellation);

            var problem = await response.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.Equal("The schema is out of date: migrations are pending.", problem.GetProperty("detail").GetString());
            Assert.NotNull(response.Headers.RetryAfter);
        }
        finally
        {
            await Database.ExecuteAsync("ALTER TABLE lost RENAME TO contact");
        }
    }

    [Fact]
    public async Task Identify_WhenClientAcceptsUtf16_RespondsInUtf8()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/identify");
        request.Content = new StringContent("""{"email":"a@example.com"}""", Encoding.UTF8, "application/json");
        request.Headers.AcceptCharset.ParseAdd("utf-16");

        using var response = await Client.SendAsync(request, Cancellation);

        Assert.Equal("utf-8", response.Content.Headers.ContentType?.CharSet);
    }

    public sealed class OnSqlite(SqliteDatabase database) : PagesTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : PagesTests(database), IClassFixture<PostgresDatabase>;
}
