using System.Text.Json;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Contracts.SharedIdentifiers;
using FluxKart.Api.Validation;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Domain;
using FluxKart.Tests.Infrastructure.Configuration;

namespace FluxKart.Tests.Api.Validation;

public sealed class SharedIdentifierRequestValidatorTests
{
    private readonly SharedIdentifierRequestValidator validator = new(Readers.Create());

    public static TheoryData<string, Identifier> Valid => new()
    {
        { """{"email": " Info@Example.com "}""", Parsed.Email("info@example.com") },
        { """{"email": "info@example.com", "phoneNumber": null}""", Parsed.Email("info@example.com") },
        { """{"EMAIL": " ", "PhoneNumber": "12-34 56", "takeApart": true}""", Parsed.Phone("123456") },
        { """{"phoneNumber": 123456, "shop": {"id": 1}}""", Parsed.Phone("123456") },
    };

    [Theory]
    [MemberData(nameof(Valid))]
    public void Validate_WhenOneIdentifierIsGiven_NormalisesIt(string json, Identifier identifier)
    {
        var request = Read(json);

        Assert.Empty(validator.Validate(request).Errors);

        Assert.Equal(identifier, request.Identifier);
    }

    [Theory]
    [InlineData("{}", SharedIdentifierRequestValidator.Neither)]
    [InlineData("""{"email": " ", "phoneNumber": null}""", SharedIdentifierRequestValidator.Neither)]
    [InlineData("""{"email": "a@example.com", "phoneNumber": "123456"}""", SharedIdentifierRequestValidator.Both)]
    [InlineData("""{"email": "nobody", "phoneNumber": "123456"}""", SharedIdentifierRequestValidator.Both)]
    [InlineData("""{"email": "a@example.com", "phoneNumber": "call me"}""", SharedIdentifierRequestValidator.Both)]
    public void Validate_WhenNotExactlyOneIdentifierIsGiven_ReportsBothFields(string json, string error) =>
        Assert.Equal([("Email", error), ("PhoneNumber", error)], Errors(json));

    [Theory]
    [InlineData("""{"email": "nobody"}""", "Email", "Send one email address")]
    [InlineData("""{"email": 7}""", "Email", "Send the email address as a JSON string")]
    [InlineData("""{"phoneNumber": "call me"}""", "PhoneNumber", "Send a phone number")]
    [InlineData("""{"phoneNumber": "1", "takeApart": "no"}""", "TakeApart", "Send true or false.")]
    [InlineData("""{"phoneNumber": "1", "reason": 7}""", "Reason", "Send the reason as a JSON string")]
    public void Validate_WhenAFieldIsInvalid_SaysHowToFixIt(string json, string field, string error)
    {
        var (name, message) = Assert.Single(Errors(json));

        Assert.Equal(field, name);
        Assert.StartsWith(error, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WhenUnusableValuesAreIgnored_StillReportsThem()
    {
        var ignoring = new ContactDetailsReader(IdentificationOptions.Read(Settings.Reader(("Identification:UnusableValues", "Ignore"))));

        var result = new SharedIdentifierRequestValidator(ignoring).Validate(Read("""{"email": "nobody", "phoneNumber": "123456"}"""));

        Assert.False(result.IsValid);
    }

    private static SharedIdentifierRequest Read(string json) =>
        JsonSerializer.Deserialize<SharedIdentifierRequest>(json, JsonSerializerOptions.Web)!;

    private List<(string Field, string Message)> Errors(string json) =>
        [.. validator.Validate(Read(json)).Errors.Select(error => (error.PropertyName, error.ErrorMessage))];
}
