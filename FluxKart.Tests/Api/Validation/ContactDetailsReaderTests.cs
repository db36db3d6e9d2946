using FluxKart.Api.Contracts;
using FluxKart.Api.Validation;

namespace FluxKart.Tests.Api.Validation;

public sealed class ContactDetailsReaderTests
{
    private static readonly SubmittedValue Digits = new(SubmittedKind.Digits, "123456");
    private static readonly SubmittedValue Other = new(SubmittedKind.Other, null);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t\r\n")]
    [InlineData("\u00A0\u3000")]
    [InlineData("\u200B\uFEFF")]
    [InlineData(" \u202A\uFE0F\U000E0100 \t\u00AD")]
    public void TryRead_WhenValueIsBlank_TreatsItAsAbsent(string? blank)
    {
        var reader = Readers.Create();

        Assert.True(ContactDetailsReader.TryReadEmail(SubmittedValue.Of(blank), out var email, out var emailError));
        Assert.True(reader.TryReadPhoneNumber(SubmittedValue.Of(blank), out var phoneNumber, out var phoneNumberError));
        Assert.Null(email);
        Assert.Null(phoneNumber);
        Assert.Null(emailError);
        Assert.Null(phoneNumberError);
    }

    [Fact]
    public void TryReadEmail_WhenTextIsAnAddress_NormalisesIt()
    {
        Assert.True(ContactDetailsReader.TryReadEmail(SubmittedValue.Of(" Doc@Example.com "), out var email, out var error));
        Assert.Equal("doc@example.com", email?.Value);
        Assert.Null(error);
    }

    [Fact]
    public void TryReadEmail_WhenTextIsNotAnAddress_SaysHowToFixIt()
    {
        Assert.False(ContactDetailsReader.TryReadEmail(SubmittedValue.Of("doc"), out var email, out var error));
        Assert.Null(email);
        Assert.StartsWith("Send one email address", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryReadEmail_WhenValueIsNotAString_AsksForOne()
    {
        Assert.All([Digits, Other], value =>
        {
            Assert.False(ContactDetailsReader.TryReadEmail(value, out var email, out var error));
            Assert.Null(email);
            Assert.StartsWith("Send the email address as a JSON string", error, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void TryReadPhoneNumber_WhenValueIsAnInteger_ReadsItsDigits()
    {
        Assert.True(Readers.Create().TryReadPhoneNumber(Digits, out var phoneNumber, out var error));
        Assert.Equal("123456", phoneNumber?.Value);
        Assert.Null(error);
    }

    [Fact]
    public void TryReadPhoneNumber_WhenIntegerHasTooManyDigits_SaysHowToFixIt()
    {
        var digits = new SubmittedValue(SubmittedKind.Digits, "123456789012345678901");

        Assert.False(Readers.Create().TryReadPhoneNumber(digits, out _, out var error));
        Assert.Contains("1 to 20 digits", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryReadPhoneNumber_WhenValueIsOfAnotherKind_AsksForAStringOrAnInteger()
    {
        Assert.False(Readers.Create().TryReadPhoneNumber(Other, out var phoneNumber, out var error));
        Assert.Null(phoneNumber);
        Assert.StartsWith("Send the phone number as a JSON string", error, StringComparison.Ordinal);
        Assert.Contains("an integer", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "9876543210")]
    [InlineData("IN", "+919876543210")]
    [InlineData("in", "+919876543210")]
    public void TryReadPhoneNumber_WhenDefaultRegionIsSet_ReadsItsNationalNumbers(string? defaultRegion, string expected)
    {
        Assert.True(Readers.Create(defaultRegion).TryReadPhoneNumber(SubmittedValue.Of("98765 43210"), out var phoneNumber, out _));
        Assert.Equal(expected, phoneNumber?.Value);
    }
}
