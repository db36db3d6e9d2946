using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluxKart.Tests.Architecture;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The OpenAPI document, as client generators and linters read it.</summary>
public sealed class OpenApiTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task Document_Always_MatchesTheContract()
    {
        var document = await ReadAsync(Keys.SettingsForBoth());
        var identify = OperationOf(document);
        var schemas = document.GetProperty("components").GetProperty("schemas");

        Assert.StartsWith("3.0.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("MIT", document.GetProperty("info").GetProperty("license").GetProperty("name").GetString());
        Assert.Equal("identify", identify.GetProperty("operationId").GetString());
        Assert.True(identify.GetProperty("requestBody").GetProperty("required").GetBoolean());
        // The success comes first.
        Assert.Equal(
            ["200", "400", "401", "403", "413", "415", "429", "503", "default"],
            identify.GetProperty("responses").EnumerateObject().Select(response => response.Name));
        Assert.Equal("""{"email":"string","phoneNumber":"string"}""", TypesOf(schemas.GetProperty("IdentifyRequest")));
        Assert.Equal(
            """{"primaryContactId":"integer","emails":"array","phoneNumbers":"array","secondaryContactIds":"array"}""",
            TypesOf(schemas.GetProperty("ContactResponse")));
        Assert.False(schemas.GetProperty("IdentifyRequest").TryGetProperty("required", out _));
        Assert.Equal(1, schemas.GetProperty("IdentifyRequest").GetProperty("minProperties").GetInt32());
        var example = schemas.GetProperty("IdentifyResponse").GetProperty("example");
        Assert.Equal(1, example.GetProperty("contact").GetProperty("primaryContactId").GetInt32());
        Assert.All(
            ["ProblemDetails", "ValidationProblemDetails"],
            problem => Assert.True(schemas.GetProperty(problem).GetProperty("properties").TryGetProperty("traceId", out _)));
    }

    [Theory]
    [InlineData("email")]
    [InlineData("phoneNumber")]
    public async Task Document_Always_LetsAValueBeNull(string property)
    {
        var schemas = (await ReadAsync([])).GetProperty("components").GetProperty("schemas");

        var value = schemas.GetProperty("IdentifyRequest").GetProperty("properties").GetProperty(property);

        Assert.True(value.GetProperty("nullable").GetBoolean());
    }

    [Fact]
    public async Task Document_WhenServiceHasKeys_RequiresOne()
    {
        var document = await ReadAsync(Keys.SettingsForBoth());

        Assert.True(OperationOf(document).GetProperty("security")[0].TryGetProperty("apiKey", out _));
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("apiKey").GetProperty("scheme").GetString());
    }

    [Fact]
    public async Task Document_WhenServiceHasNoKeys_RequiresNone()
    {
        var document = await ReadAsync([]);

        Assert.False(OperationOf(document).TryGetProperty("security", out _));
        Assert.False(document.GetProperty("components").TryGetProperty("securitySchemes", out _));
    }

    [Fact]
    public async Task Document_Always_NamesTheServerThatServesIt()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);

        var document = JsonDocument.Parse(await service.Client.GetStringAsync("/openapi/v1.json", Cancellation)).RootElement;

        Assert.Equal($"{service.Client.BaseAddress}".TrimEnd('/'), document.GetProperty("servers")[0].GetProperty("url").GetString());
    }

    [Theory]
    [InlineData("200", "FluxKart-Ignored? X-Request-Id")]
    [InlineData("400", "X-Request-Id")]
    [InlineData("401", "WWW-Authenticate X-Request-Id")]
    [InlineData("403", "WWW-Authenticate X-Request-Id")]
    [InlineData("413", "X-Request-Id")]
    [InlineData("415", "Accept? Accept-Encoding? X-Request-Id")]
    [InlineData("429", "Retry-After X-Request-Id")]
    [InlineData("503", "Retry-After X-Request-Id")]
    [InlineData("default", "X-Request-Id")]
    public async Task Document_Always_DeclaresTheHeadersOfAResponse(string status, string expected)
    {
        var document = await ReadAsync([]);
        var declared = document.GetProperty("components").GetProperty("headers");

        var headers = OperationOf(document).GetProperty("responses").GetProperty(status).GetProperty("headers").EnumerateObject()
            .Select(header =>
            {
                Assert.Equal($"#/components/headers/{header.Name}", header.Value.GetProperty("$ref").GetString());
                return header.Name + (declared.GetProperty(header.Name).TryGetProperty("required", out _) ? "" : "?");
            });

        Assert.Equal(expected, string.Join(' ', headers));
    }

    [Theory]
    [InlineData("400")]
    [InlineData("401")]
    [InlineData("413")]
    [InlineData("415")]
    public async Task Document_WhenResponseIsAnError_ShowsOneThatTheServiceSends(string status)
    {
        await using var service = await FluxKartService.StartAsync([.. Database.Configuration, .. Keys.SettingsForBoth()]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/identify");
        request.Content = status == "413"
            ? new StringContent(new string(' ', 300_000), Encoding.UTF8, "application/json")
            : new StringContent("""{"email":"name@@example.com"}""", Encoding.UTF8, status == "415" ? "text/plain" : "application/json");
        request.Headers.ExpectContinue = true;
        request.Headers.Authorization = status == "401" ? null : new("Bearer", Keys.Identify);
        using var response = await service.Client.SendAsync(request, Cancellation);
        var problem = await response.ReadProblemAsync((HttpStatusCode)int.Parse(status, CultureInfo.InvariantCulture));
        var sent = JsonNode.Parse(problem.GetRawText())!;

        var shown = JsonNode.Parse(OperationOf(await ReadAsync([])).GetProperty("responses").GetProperty(status)
            .GetProperty("content").GetProperty("application/problem+json").GetProperty("example").GetRawText())!;

        sent.AsObject().Remove("detail");
        sent["traceId"] = shown["traceId"]!.DeepClone();
        Assert.Equal(sent.ToJsonString(), shown.ToJsonString());
    }

    // A client or a gateway may check its requests against the schema. Whatever the service accepts must pass.
    [Theory]
    [InlineData("""{"EMAIL": "a@example.com"}""")]
    [InlineData("""{"email": null, "phoneNumber": "12-34 56"}""")]
    [InlineData("""{"email": "A@Example.com", "cart": {"total": 5}}""")]
    public async Task Document_Always_AllowsARequestThatTheServiceAccepts(string json)
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var padded = json.Replace("\": \"", $"\": \"{new string(' ', 300)}", StringComparison.Ordinal);
        using var response = await service.Client.PostIdentifyAsync(padded);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var schema = (await ReadAsync([])).GetProperty("components").GetProperty("schemas").GetProperty("IdentifyRequest");

        Assert.Equal(
            ["minProperties", "type", "properties", "description", "example"], schema.EnumerateObject().Select(keyword => keyword.Name));
        Assert.All(
            schema.GetProperty("properties").EnumerateObject(),
            property => Assert.Equal(
                ["type", "description", "nullable"], property.Value.EnumerateObject().Select(keyword => keyword.Name)));
        Assert.All(
            schema.GetProperty("properties").EnumerateObject(),
            property => Assert.Contains("characters after", property.Value.GetProperty("description").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task CommittedDocument_Always_IsTheOneThatIsServed()
    {
        var served = JsonNode.Parse((await ReadAsync(Keys.SettingsForBoth())).GetRawText())!;
        var committed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs", "openapi.json"), Cancellation))!;
        // The committed one belongs to no server.
        served["servers"] = committed["servers"]!.DeepClone();

        Assert.Equal(committed.ToJsonString(), served.ToJsonString());
    }

    private async Task<JsonElement> ReadAsync(Dictionary<string, string?> settings)
    {
        await using var service = await FluxKartService.StartAsync([.. Database.Configuration, .. settings]);
        return JsonDocument.Parse(await service.Client.GetStringAsync("/openapi/v1.json", Cancellation)).RootElement;
    }

    private static JsonElement OperationOf(JsonElement document) =>
        document.GetProperty("paths").GetProperty("/identify").GetProperty("post");

    private static string TypesOf(JsonElement schema) => JsonSerializer.Serialize(
        schema.GetProperty("properties").EnumerateObject()
            .ToDictionary(property => property.Name, property => property.Value.GetProperty("type")));
}
