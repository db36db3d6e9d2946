using System.Net;
using System.Text;
using FluentValidation;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Every endpoint reports errors by field, for its parameters and for its body.</summary>
public sealed class InvalidRequestTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    [Theory]
    [InlineData("/parameters/7?limit=abc", """{"limit":["Send a whole number."]}""")]
    [InlineData("/parameters/7?limit=", """{"limit":["Send a whole number."]}""")]
    [InlineData("/parameters/7?limit=1.5&dryRun=perhaps", """{"limit":["Send a whole number."],"dryRun":["Send true or false."]}""")]
    [InlineData("/parameters/7?after=99999999999999999999", """{"after":["Send a whole number."]}""")]
    [InlineData("/parameters/seven", """{"id":["Send a whole number."]}""")]
    public async Task Get_WhenParameterIsInvalid_NamesTheParameter(string path, string errors)
    {
        await using var service = await StartAsync();

        using var response = await service.Client.GetAsync(path, Cancellation);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(errors, problem.GetProperty("errors").GetRawText());
    }

    [Fact]
    public async Task Get_WhenParametersAreValid_Succeeds()
    {
        await using var service = await StartAsync();

        Assert.Equal("7 5 True 9", await service.Client.GetStringAsync("/parameters/7?limit=5&dryRun=true&after=9", Cancellation));
    }

    [Theory]
    [InlineData("null", "body", "The body is missing or null. Send a JSON object such as {\"parts\": [5, 7]}, each property once.")]
    [InlineData("{\"parts\": [5", "parts", "The body cannot be read as a JSON object (line 1, byte 13). Send a JSON object such as {\"parts\": [5, 7]}, each property once.")]
    [InlineData("{\"parts\": 5}", "parts", "The body cannot be read as a JSON object (line 1, byte 12). Send a JSON object such as {\"parts\": [5, 7]}, each property once.")]
    [InlineData("[]", "body", "The body cannot be read as a JSON object (line 1, byte 2). Send a JSON object such as {\"parts\": [5, 7]}, each property once.")]
    public async Task Post_WhenBodyCannotBeRead_ShowsAnExampleOfItsType(string body, string field, string error)
    {
        await using var service = await StartAsync();

        using var response = await service.Client.PostAsync(
            "/parameters", new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        var found = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal((field, error), (found.Name, Assert.Single(found.Value.EnumerateArray()).GetString()));
    }

    [Theory]
    [InlineData("""{"parts": [5, -7]}""", "parts[1]")]
    [InlineData("""{"parts": [5], "order": {"parts": x}}""", "body")]
    public async Task Post_WhenErrorIsInsideAField_NamesWhereItIs(string body, string field)
    {
        await using var service = await StartAsync();

        using var response = await service.Client.PostAsync(
            "/parameters", new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    private Task<FluxKartService> StartAsync() => FluxKartService.StartAsync(Database.Configuration, builder =>
    {
        builder.Services.AddMvcCore().AddApplicationPart(typeof(ParametersController).Assembly);
        var validator = new InlineValidator<ParametersController.PartsRequest>();
        validator.RuleForEach(request => request.Parts).GreaterThan(0).WithMessage("Send a positive number.");
        builder.Services.AddSingleton<IValidator<ParametersController.PartsRequest>>(validator);
    });
}
