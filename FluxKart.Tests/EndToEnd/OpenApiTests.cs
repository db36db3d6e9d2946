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
    [InlineData("401", "WWW-Authenticate", "string")]
    [InlineData("403", "WWW-Authenticate", "string")]
    [InlineData("429", "Retry-After", "integer")]
    [InlineData("503", "Retry-After", "integer")]
    public async Task Document_WhenErrorResponseHasAHeader_DeclaresIt(string status, string name, string type)
    {
        var responses = OperationOf(await ReadAsync([])).GetProperty("responses");

        var header = Assert.Single(responses.GetProperty(status).GetProperty("headers").EnumerateObject());

        Assert.Equal(name, header.Name);
        Assert.True(header.Value.GetProperty("required").GetBoolean());
        Assert.Equal(type, header.Value.GetProperty("schema").GetProperty("type").GetString());
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
