using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Identifiers;

/// <summary>An extension is part of the identifier: the number alone belongs to a switchboard.</summary>
public sealed class PhoneExtensionTests
{
    [Theory]
    [InlineData("+1 415-851-9136 ext. 98261")]
    [InlineData("+1 415-851-9136 EXT 98261")]
    [InlineData("+1 415-851-9136, ext. 98261")]
    [InlineData("+1 415-851-9136 (ext. 98261)")]
    [InlineData("+1 415-851-9136 extension: 98261")]
    [InlineData("+1 415-851-9136 extensi\u00F3n 98261")]
    [InlineData("+1 415-851-9136 extensio\u0301n 98261")]
    [InlineData("+1 415-851-9136extn 98261")]
    [InlineData("+1 415-851-9136 xt 98261")]
    [InlineData("+1 415-851-9136 anexo 98261")]
    [InlineData("+1 415-851-9136 \u0434\u043E\u0431. 98261")]
    [InlineData("+1 415-851-9136 int 98261")]
    [InlineData("+1 415-851-9136 x98261")]
    [InlineData("+1 415-851-9136 X 98261")]
    [InlineData("+1 415-851-9136 \uFF45\uFF58\uFF54\uFF0E\uFF19\uFF18\uFF12\uFF16\uFF11")]
    [InlineData("+1 415-851-9136 #98261")]
    [InlineData("+1 415-851-9136#98261")]
    [InlineData("+1 415-851-9136~98261")]
    [InlineData("+1 415-851-9136 98261#")]
    [InlineData("+1 415-851-9136;98261")]
    [InlineData("+1 415-851-9136;ext=98261")]
    [InlineData("+14158519136;EXT=98261")]
    [InlineData("+1 415-851-9136 \u200Eext.\u00A098261\u202C")]
    [InlineData("tel:+1-415-851-9136;ext=98261")]
    [InlineData("TEL:+14158519136;isub=12;ext=98261")]
    public void TryCreate_WhenNumberHasAnExtension_KeepsItInTheIdentifier(string text) =>
        Assert.Equal("+14158519136;ext=98261", Parsed.Phone(text).Value);

    [Theory]
    [InlineData("(415) 851-9136 ext 98261", null, "4158519136;ext=98261")]
    [InlineData("4158519136;ext=98261", null, "4158519136;ext=98261")]
    [InlineData("(415) 851-9136 #98261", null, "4158519136;ext=98261")]
    [InlineData("(415) 851-9136 ext 98261", "US", "+14158519136;ext=98261")]
    [InlineData("4158519136 #007", "US", "+14158519136;ext=007")]
    [InlineData("123456 ext 5", "US", "123456;ext=5")]
    [InlineData("123#456", null, "123;ext=456")]
    [InlineData("8.0 ext. 4", null, "8;ext=4")]
    [InlineData("12345678901234567890 ext 12345678901234567890", null, "12345678901234567890;ext=12345678901234567890")]
    public void TryCreate_WhenNumberHasAnExtension_NormalisesTheNumberAsWithoutIt(string text, string? defaultRegion, string expected) =>
        Assert.Equal(expected, Parsed.Phone(text, defaultRegion).Value);

    [Fact]
    public void TryCreate_WhenOnlyOneHasAnExtension_KeepsTheNumbersApart()
    {
        Assert.NotEqual(Parsed.Phone("+14158519136"), Parsed.Phone("+14158519136 ext. 1"));
        Assert.NotEqual(Parsed.Phone("+14158519136 ext. 2"), Parsed.Phone("+14158519136 ext. 1"));
    }

    [Theory]
    [InlineData("tel:+1-415-851-9136", null, "+14158519136")]
    [InlineData("tel:(415)851-9136", "US", "+14158519136")]
    [InlineData("Tel: 030 123456", "DE", "+4930123456")]
    [InlineData("tel:331-6005;phone-context=+64-3", null, "+6433316005")]
    [InlineData("tel:2530000;phone-context=example.com", null, "2530000")]
    [InlineData("tel://+14158519136", null, "+14158519136")]
    public void TryCreate_WhenTextIsATelUri_ReturnsItsNumber(string text, string? defaultRegion, string expected) =>
        Assert.Equal(expected, Parsed.Phone(text, defaultRegion).Value);

    [Theory]
    [InlineData("ext 5")]
    [InlineData(";ext=5")]
    [InlineData("+14158519136 ext")]
    [InlineData("+14158519136 ext 5a")]
    [InlineData("+14158519136 ext 5 ext 6")]
    [InlineData("+14158519136 x5 x6")]
    [InlineData("+14158519136 ext 123456789012345678901")]
    [InlineData("+14158519136;ext=+5")]
    [InlineData("+14158519136;extra=5")]
    [InlineData("tel:")]
    [InlineData("tel:;ext=5")]
    [InlineData("tel:+14158519136;ext=")]
    [InlineData("tel:+14158519136;ext=5;ext=6")]
    [InlineData("tel:+14158519136;")]
    [InlineData("tel:331-6005;phone-context=+64-3-1234567890123456789")]
    [InlineData("tel:+14158519136;98261")]
    [InlineData("tel:+14158519136;postd=98261")]
    [InlineData("tel:call-me")]
    public void TryCreate_WhenExtensionOrUriIsUnreadable_SaysHowToFixIt(string text)
    {
        Assert.False(PhoneNumber.TryCreate(text, "US", out _, out var error));
        Assert.StartsWith("Send", error, StringComparison.Ordinal);
    }
}
