using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Identifiers;

/// <summary>What other systems make of a number. Each writing is the right number or an error, and never the number of somebody else.</summary>
public sealed class PhoneNumberArtefactTests
{
    private const string DecimalNumber = "Send the phone number without decimal places";
    private const string TwoNumbers = "Send one phone number";
    private const string OtherCharacters = "Send a phone number of 1 to 20 digits";

    [Theory]
    [InlineData("+4930123456.0", null, "+4930123456")]
    [InlineData("+4930123456.00", null, "+4930123456")]
    [InlineData(" +4930123456.0 ", "US", "+4930123456")]
    [InlineData("4930123456.0", null, "4930123456")]
    [InlineData("4930123456.0", "DE", "+4930123456")]
    [InlineData("030123456.0", "DE", "+4930123456")]
    [InlineData("123456.00", null, "123456")]
    [InlineData("12.0", null, "12")]
    [InlineData("\uFF0B4930123456\uFF0E0", null, "+4930123456")]
    [InlineData("+4930123456.0 ext. 5", null, "+4930123456;ext=5")]
    public void TryCreate_WhenTextIsAWholeNumberAsAFloat_ReturnsThatNumber(string text, string? defaultRegion, string expected) =>
        Assert.Equal(expected, Parsed.Phone(text, defaultRegion).Value);

    [Theory]
    [InlineData("+4930123456.5")]
    [InlineData("4930123456.25")]
    [InlineData("4930123456.000")]
    [InlineData("+4930123456.0000")]
    [InlineData("+49 30 123456.0")]
    [InlineData("4 930 123 456.00")]
    public void TryCreate_WhenTextIsAnotherDecimalNumber_SaysHowToFixIt(string text) => AssertRejected(text, DecimalNumber);

    [Theory]
    [InlineData("4.930.123.456", "4930123456")]
    [InlineData("4 930 123 456", "4930123456")]
    [InlineData("4\u00A0930\u00A0123\u202F456", "4930123456")]
    [InlineData("+49.30123456", "+4930123456")]
    [InlineData("03.12.34.56.00", "0312345600")]
    [InlineData("0312.345600", "0312345600")]
    public void TryCreate_WhenPointsOrSpacesSeparateGroups_KeepsTheDigits(string text, string expected) =>
        Assert.Equal(expected, Parsed.Phone(text).Value);

    [Theory]
    [InlineData("4,930,123,456")]
    [InlineData("4930123456,0")]
    [InlineData("4930123456,00")]
    [InlineData("4.930.123.456,00")]
    [InlineData("+4930123456,")]
    [InlineData("+4930123456,98261")]
    [InlineData("+4930123456,,98261")]
    [InlineData("4'930'123'456")]
    [InlineData("4\u2019930\u2019123")]
    [InlineData("1.23E+11")]
    [InlineData("1.23e11")]
    [InlineData("1.23E11")]
    [InlineData("123E11")]
    [InlineData("4.930123456E9")]
    [InlineData("'+4930123456")]
    [InlineData("=\"+4930123456\"")]
    [InlineData("=+4930123456")]
    [InlineData("\"+4930123456\"")]
    [InlineData("+4930123456;")]
    [InlineData("4930123456;4930123457")]
    [InlineData("4930123456|4930123457")]
    [InlineData("4930123456 & 4930123457")]
    [InlineData("4930123456 or 4930123457")]
    [InlineData("p:+4930123456")]
    [InlineData("%2B4930123456")]
    [InlineData("&#43;4930123456")]
    [InlineData("+49&nbsp;30123456")]
    [InlineData("0x1F")]
    [InlineData("#REF!")]
    [InlineData("#N/A")]
    [InlineData("NaN")]
    [InlineData("########")]
    [InlineData("{4930123456}")]
    [InlineData("$4930123456")]
    [InlineData("<4930123456>")]
    [InlineData("O30123456")]
    public void TryCreate_WhenAnotherSystemLeftItsCharacters_SaysHowToFixIt(string text)
    {
        foreach (var region in new[] { null, "DE" })
        {
            Assert.False(PhoneNumber.TryCreate(text, region, out _, out var error));
            Assert.StartsWith("Send", error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0301234567 / 0171123456", null)]
    [InlineData("0301234567/0171123456", "DE")]
    [InlineData("030 1234567 / 0171 123456", "DE")]
    [InlineData("030 12345 / 0171 12345678", "DE")]
    [InlineData("+1 415 851 9136 / 415 851 9137", null)]
    [InlineData("415-851-9136 415-851-9137", "US")]
    [InlineData("(415) 851-9136\n(415) 851-9137", "US")]
    [InlineData("+49 30 1234567 - 0171 1234567", null)]
    [InlineData("415 851 9136#415 851 9137", "US")]
    [InlineData("415 851 9136_415 851 9137", "US")]
    public void TryCreate_WhenTextIsTwoNumbers_SaysHowToFixIt(string text, string? defaultRegion) =>
        AssertRejected(text, TwoNumbers, defaultRegion);

    [Theory]
    [InlineData("12345678901234567890", "DE", "12345678901234567890")]
    [InlineData("030/123456", "DE", "+4930123456")]
    [InlineData("030 / 123456", null, "030123456")]
    [InlineData("030 123456-78", "DE", "+493012345678")]
    [InlineData("12 34 56", "US", "123456")]
    public void TryCreate_WhenTheWholeIsOneNumber_AcceptsIt(string text, string? defaultRegion, string expected) =>
        Assert.Equal(expected, Parsed.Phone(text, defaultRegion).Value);

    [Fact]
    public void TryCreate_WhenTextHasACommaBetweenDigits_NamesTheAcceptedCharacters() => AssertRejected("123,456", OtherCharacters);

    private static void AssertRejected(string text, string fix, string? defaultRegion = null)
    {
        Assert.False(PhoneNumber.TryCreate(text, defaultRegion, out var phoneNumber, out var error));
        Assert.Null(phoneNumber);
        Assert.StartsWith(fix, error, StringComparison.Ordinal);
    }
}
