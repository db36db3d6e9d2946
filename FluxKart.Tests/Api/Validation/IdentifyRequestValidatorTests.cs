using FluxKart.Api.Contracts;
using FluxKart.Api.Validation;
using FluxKart.Tests.Api.Contracts;
using FluxKart.Tests.Domain;

namespace FluxKart.Tests.Api.Validation;

public sealed class IdentifyRequestValidatorTests
{
    private static readonly SubmittedValue Digits = new(SubmittedKind.Digits, "123456");
    private static readonly SubmittedValue Other = new(SubmittedKind.Other, null);

    private readonly IdentifyRequestValidator validator = new(Readers.Create());

    [Theory]
    [InlineData("doc@example.com", "123456")]
    [InlineData("doc@example.com", null)]
    [InlineData("doc@example.com", "  ")]
    [InlineData(null, "123456")]
    [InlineData(" ", "123456")]
    public void Validate_WhenAtLeastOneValueIsGivenAndAllAreValid_Passes(string? email, string? phoneNumber) =>
        Assert.Empty(Errors(Requests.Of(email, phoneNumber)));

    [Fact]
    public void Validate_WhenPhoneNumberIsAnInteger_Passes() => Assert.Empty(Errors(Requests.Of(default, Digits)));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData(" \t", null)]
    [InlineData(null, "\u00A0")]
    public void Validate_WhenNeitherValueIsGiven_ReportsBothFields(string? email, string? phoneNumber) => Assert.Equal(
        [("Email", ContactDetailsReader.NeitherGiven), ("PhoneNumber", ContactDetailsReader.NeitherGiven)],
        Errors(Requests.Of(email, phoneNumber)));

    [Fact]
    public void Validate_WhenEmailIsInvalid_SaysHowToFixIt()
    {
        var (field, message) = Assert.Single(Errors(Requests.Of("doc", "123456")));

        Assert.Equal("Email", field);
        Assert.StartsWith("Send one email address", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WhenPhoneNumberIsInvalid_SaysHowToFixIt()
    {
        var (field, message) = Assert.Single(Errors(Requests.Of(" ", "call me")));

        Assert.Equal("PhoneNumber", field);
        Assert.StartsWith("Send a phone number", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WhenBothAreInvalid_ReportsEachOnce() => Assert.Equal(
        ["Email", "PhoneNumber"], Errors(Requests.Of("doc", "call me")).Select(error => error.Field));

    [Fact]
    public void Validate_WhenTypesAreWrong_ReportsEachOnce() => Assert.Equal(
        [
            ("Email", "Send the email address as a JSON string of valid Unicode, or null."),
            ("PhoneNumber", "Send the phone number as a JSON string of valid Unicode, an integer without sign or exponent, or null."),
        ],
        Errors(Requests.Of(Digits, Other)));

    [Fact]
    public void Validate_WhenRequestIsValid_ParsesItsIdentifiers()
    {
        Assert.Equal(
            Parsed.Details("doc@example.com", "123456"), Validated(Requests.Of(SubmittedValue.Of("DOC@example.com"), Digits)).Details);
        Assert.Equal(Parsed.Details("doc@example.com"), Validated(Requests.Of("doc@example.com", " ")).Details);
        Assert.Equal(Parsed.Details(phoneNumber: "123456"), Validated(Requests.Of(null, "123456")).Details);
    }

    [Theory]
    [InlineData("doc", "123456")]
    [InlineData("doc@example.com", "call me")]
    [InlineData(" ", null)]
    public void Validate_WhenRequestIsInvalid_LeavesItWithoutDetails(string? email, string? phoneNumber) =>
        Assert.Throws<InvalidOperationException>(() => Validated(Requests.Of(email, phoneNumber)).Details);

    [Fact]
    public void Details_WhenRequestHasNotBeenValidated_Throws() =>
        Assert.Throws<InvalidOperationException>(() => Requests.Of("doc@example.com", "123456").Details);

    private IdentifyRequest Validated(IdentifyRequest request)
    {
        validator.Validate(request);
        return request;
    }

    private List<(string Field, string Message)> Errors(IdentifyRequest request) =>
        [.. validator.Validate(request).Errors.Select(error => (error.PropertyName, error.ErrorMessage))];
}
