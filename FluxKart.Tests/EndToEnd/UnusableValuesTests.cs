using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The setting <c>Identification:UnusableValues</c>: a checkout cannot ask its shopper again.</summary>
public abstract class UnusableValuesTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Header = "FluxKart-Ignored";

    [Theory]
    [InlineData("""{"email":"a@example.com","phoneNumber":"call me"}""", "phoneNumber", "a@example.com", null)]
    [InlineData("""{"email":"a@example.com","phoneNumber":true}""", "phoneNumber", "a@example.com", null)]
    [InlineData("""{"email":"a@example.com","phoneNumber":1.5}""", "phoneNumber", "a@example.com", null)]
    [InlineData("""{"email":"a@example.com","phoneNumber":"\ud800"}""", "phoneNumber", "a@example.com", null)]
    [InlineData("""{"email":"nobody","phoneNumber":"123456"}""", "email", null, "123456")]
    [InlineData("""{"email":7,"phoneNumber":123456}""", "email", null, "123456")]
    public async Task Identify_WhenOneValueIsUnusableAndIgnored_UsesTheOther(string body, string ignored, string? email, string? phoneNumber)
    {
        await using var service = await StartAsync("Ignore");

        using var response = await service.Client.PostIdentifyAsync(body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([ignored], response.Headers.GetValues(Header));
        Assert.Equal([new ContactRow(1, email, phoneNumber, null, "primary")], await Database.ReadContactsAsync());
    }

    [Theory]
    [InlineData("""{"email":"a@example.com","phoneNumber":"123456"}""")]
    [InlineData("""{"email":"a@example.com","phoneNumber":" "}""")]
    [InlineData("""{"phoneNumber":"123456"}""")]
    public async Task Identify_WhenNothingIsUnusable_SendsNoHeader(string body)
    {
        await using var service = await StartAsync("ignore");

        using var response = await service.Client.PostIdentifyAsync(body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains(Header));
    }

    [Theory]
    [InlineData("Ignore", """{"email":"nobody","phoneNumber":"call me"}""", new[] { "email", "phoneNumber" })]
    [InlineData("Ignore", """{"email":"nobody"}""", new[] { "email" })]
    [InlineData("Ignore", """{"email":" ","phoneNumber":"call me"}""", new[] { "phoneNumber" })]
    [InlineData("Ignore", "{}", new[] { "email", "phoneNumber" })]
    [InlineData("Reject", """{"email":"nobody","phoneNumber":"123456"}""", new[] { "email" })]
    [InlineData("", """{"email":"a@example.com","phoneNumber":"call me"}""", new[] { "phoneNumber" })]
    public async Task Identify_WhenNoUsableValueIsLeftOrValuesAreRejected_Returns400(string setting, string body, string[] fields)
    {
        await using var service = await StartAsync(setting);

        using var response = await service.Client.PostIdentifyAsync(body);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(fields, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.False(response.Headers.Contains(Header));
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Metrics_WhenValuesWereIgnored_CountThemByField()
    {
        // A separate process, because the metrics of all services in one process are collected together.
        await using var service = await ServiceProcess.StartAsync([.. Database.Configuration, new("Identification:UnusableValues", "Ignore")]);
        await service.Client.IdentifyAsync("nobody", "1");
        await service.Client.IdentifyAsync("a@example.com", "call me");
        await service.Client.IdentifyAsync("b@example.com", "call me");

        var lines = (await service.Client.GetStringAsync("/metrics", Cancellation)).Split('\n')
            .Where(line => line.StartsWith("fluxkart_identify_ignored_values_total{", StringComparison.Ordinal))
            .ToList();

        Assert.Contains(" 1", Assert.Single(lines, line => line.Contains("field=\"email\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(" 2", Assert.Single(lines, line => line.Contains("field=\"phoneNumber\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private Task<FluxKartService> StartAsync(string unusableValues) => FluxKartService.StartAsync(
        [.. Database.Configuration, new("Identification:UnusableValues", unusableValues)]);

    public sealed class OnSqlite(SqliteDatabase database) : UnusableValuesTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : UnusableValuesTests(database), IClassFixture<PostgresDatabase>;
}
