using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Identifiers;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+919876543210")]
    [InlineData("+91 98765 43210")]
    [InlineData("+91-98765-43210")]
    [InlineData("(+91) 98765.43210")]
    [InlineData(" +91 (0)98765/43210 ")]
    [InlineData("+91\u00A098765\u00A043210")]
    [InlineData("+91\u201098765\u201143210")]
    [InlineData("\uFF0B\uFF19\uFF11\u30009876543210")]
    [InlineData("+\u0967\u0967\u0967", "+111")]
    [InlineData("+\u096F\u0967 98765 43210")]
    [InlineData("+\u0669\u0661 98765 43210")]
    public void TryCreate_WhenNumberHasAPlus_ReturnsE164WithoutARegion(string text, string expected = "+919876543210") =>
        Assert.Equal(expected, Parsed.Phone(text).Value);

    [Theory]
    [InlineData("98765 43210", "IN", "+919876543210")]
    [InlineData("098765-43210", "IN", "+919876543210")]
    [InlineData("0091 98765 43210", "IN", "+919876543210")]
    [InlineData("+91 98765 43210", "DE", "+919876543210")]
    [InlineData("030/901820", "DE", "+4930901820")]
    [InlineData("(650) 253-0000", "US", "+16502530000")]
    [InlineData("06 698 12345", "IT", "+390669812345")]
    [InlineData("49 (0)30 901820", "DE", "+4930901820")]
    [InlineData("[030]~90\u30FC18_20", "DE", "+4930901820")]
    [InlineData("030#901820", "DE", "+4930901820")]
    [InlineData("(650) 253-0000#", "US", "+16502530000")]
    [InlineData("650~253~0000", "US", "+16502530000")]
    [InlineData("\u202A+49 30 901820\u202C", "US", "+4930901820")]
    public void TryCreate_WhenNumberIsValidInTheDefaultRegion_ReturnsE164(string text, string defaultRegion, string expected) =>
        Assert.Equal(expected, Parsed.Phone(text, defaultRegion).Value);

    [Theory]
    [InlineData("07700 900123")]
    [InlineData("+44 (0)7700 900123")]
    [InlineData("+447700900123")]
    [InlineData("447700900123")]
    [InlineData("44 (0)7700 900123")]
    [InlineData("0044 7700 900123")]
    [InlineData("00 44 (0) 7700-900-123")]
    [InlineData("7700900123")]
    public void TryCreate_WhenNumberIsPossibleButNotValid_IsOneNumberHoweverItIsWritten(string text) =>
        Assert.Equal("+447700900123", Parsed.Phone(text, "GB").Value);

    [Theory]
    [InlineData("+37588105204169")]
    [InlineData("+490030901820")]
    public void TryCreate_WhenTrunkPrefixIsWrittenTwice_ReturnsANumberThatStaysTheSame(string text)
    {
        var phoneNumber = Parsed.Phone(text);

        Assert.NotEqual(text, phoneNumber.Value);
        Assert.Equal(phoneNumber, Parsed.Phone(phoneNumber.Value));
    }

    [Theory]
    [InlineData("+44 (0)7700 900123")]
    [InlineData("+44 7700 900123")]
    public void TryCreate_WhenPossibleNumberHasAPlus_ReturnsE164WithoutARegion(string text) =>
        Assert.Equal("+447700900123", Parsed.Phone(text).Value);

    [Theory]
    [InlineData("253-0000", "US", "2530000")]
    [InlineData("+1 253-0000", null, "+12530000")]
    [InlineData("1234567", "IN", "1234567")]
    [InlineData("110", "DE", "110")]
    [InlineData("112", "GB", "112")]
    [InlineData("911", "US", "911")]
    [InlineData("+49 110", "DE", "+49110")]
    public void TryCreate_WhenNumberIsPossibleOnlyLocally_KeepsItsDigits(string text, string? defaultRegion, string expected) =>
        Assert.Equal(expected, Parsed.Phone(text, defaultRegion).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("IN")]
    [InlineData("US")]
    public void TryCreate_WhenNumberIsNotPossibleInTheDefaultRegion_KeepsItsDigits(string? defaultRegion)
    {
        Assert.Equal("123456", Parsed.Phone("123456", defaultRegion).Value);
        Assert.Equal("123456", Parsed.Phone(" 12-34 56 ", defaultRegion).Value);
    }

    [Theory]
    [InlineData("919876543210", "919876543210")]
    [InlineData("0", "0")]
    [InlineData("(0)", "0")]
    [InlineData("00 12", "0012")]
    [InlineData("1/2.3-4(5) 6", "123456")]
    [InlineData("12\u00A034\u202F56", "123456")]
    [InlineData("12\u201334\u201456", "123456")]
    [InlineData("\uFF0812\uFF0934", "1234")]
    [InlineData("\u0661\u0662\u0663", "123")]
    [InlineData("\u0967\u0968\u0969", "123")]
    [InlineData("\uFF11\uFF12\uFF13", "123")]
    [InlineData("\t123\r\n", "123")]
    [InlineData("12\t34\n56\r\n78\v9\f0", "1234567890")]
    [InlineData("#12_34-56/(78).90", "1234567890")]
    [InlineData("+#12_34-56/(78).90 ", "+1234567890")]
    [InlineData("123456#", "123456")]
    [InlineData("[12]34", "1234")]
    [InlineData("\uFF3B12\uFF3D34\uFF3F5", "12345")]
    [InlineData("12~34", "1234")]
    [InlineData("12\u205334\u223C5\uFF5E6", "123456")]
    [InlineData("03\u30FC1234\u30FC5678", "0312345678")]
    [InlineData("\u202A1234\u202C", "1234")]
    [InlineData("1\u200B2\u200E3\u20664\u2069\uFEFF5\u00AD6\uFE0F7", "1234567")]
    [InlineData("1\u180B2\U000E01003\U000E00204", "1234")]
    [InlineData(" \u200E 123 \u200F\u00A0", "123")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    public void TryCreate_WhenCountryIsUnknown_KeepsOnlyTheDigits(string text, string expected) =>
        Assert.Equal(expected, Parsed.Phone(text).Value);

    [Theory]
    [InlineData("+123", "+123")]
    [InlineData("+ 12-34", "+1234")]
    [InlineData("(+) 1", "+1")]
    [InlineData("-+12", "+12")]
    [InlineData("++12", "+12")]
    [InlineData("+12345678901234567890", "+12345678901234567890")]
    public void TryCreate_WhenInvalidNumberHasALeadingPlus_KeepsThePlus(string text, string expected) =>
        Assert.Equal(expected, Parsed.Phone(text).Value);

    [Theory]
    [InlineData("12+34")]
    [InlineData("12+")]
    [InlineData("+12+34")]
    [InlineData("+91 98765+43210")]
    [InlineData("+49+030901820")]
    [InlineData("98765+43210")]
    [InlineData("+4930123456 / +4930123457")]
    [InlineData("1.23+11")]
    public void TryCreate_WhenPlusIsAfterTheFirstDigit_SaysHowToFixIt(string text)
    {
        AssertRejected(text, defaultRegion: null, "Send a + only before the first digit");
        AssertRejected(text, defaultRegion: "IN", "Send a + only before the first digit");
    }

    [Fact]
    public void TryCreate_WhenOnlyOneHasAPlus_KeepsInvalidNumbersApart() =>
        Assert.NotEqual(Parsed.Phone("123456"), Parsed.Phone("+123456"));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData(" (+) - . / ")]
    [InlineData("abc")]
    [InlineData("12a34")]
    [InlineData("1-800-FLOWERS")]
    [InlineData("+1 800 FLOWERS")]
    [InlineData("*100#")]
    [InlineData("123,456")]
    [InlineData("123;456")]
    [InlineData("12\u202834")]
    [InlineData("12\0")]
    [InlineData("\u00BD")]
    [InlineData("\u00B2")]
    [InlineData("\u2460")]
    [InlineData("\u4E09")]
    [InlineData("1e5")]
    [InlineData("\u200B")]
    [InlineData("1\uFE0F\u20E3")]
    [InlineData("12*34")]
    [InlineData("12:34")]
    [InlineData("12=34")]
    [InlineData("12%34")]
    [InlineData("12|34")]
    [InlineData("12\\34")]
    [InlineData("callto:+16502530000")]
    [InlineData("123456789012345678901")]
    [InlineData("+123456789012345678901")]
    public void TryCreate_WhenTextIsNotAPhoneNumber_SaysHowToFixIt(string text) => AssertRejected(text, defaultRegion: "US");

    [Fact]
    public void TryCreate_WhenRejected_DoesNotQuoteTheValue()
    {
        PhoneNumber.TryCreate("555-call-now", "US", out _, out var error);

        Assert.DoesNotContain("555", error, StringComparison.Ordinal);
        Assert.DoesNotContain("call", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('\uD83D')]
    [InlineData('\uDE00')]
    public void TryCreate_WhenSurrogateIsUnpaired_SaysHowToFixIt(char surrogate) => AssertRejected($"12{surrogate}34", defaultRegion: null);

    [Fact]
    public void TryCreate_WhenTextIsExtremelyLong_SaysHowToFixIt()
    {
        AssertRejected(new string('1', 5_000), defaultRegion: null);
        AssertRejected(new string('+', 5_000) + "1", defaultRegion: "IN");
        AssertRejected("1" + new string(' ', 249) + "2", defaultRegion: "IN");
    }

    [Fact]
    public void TryCreate_WhenOnlyTheTrimmedTextIsShort_AcceptsIt()
    {
        var around = new string(' ', 2_000) + new string('\u200E', 2_000);

        Assert.Equal("123456", Parsed.Phone($"{around}12{new string('\u200B', 1_000)}34 56{around}").Value);
    }

    [Theory]
    [InlineData("IN", true)]
    [InlineData("DE", true)]
    [InlineData("in", false)]
    [InlineData("IND", false)]
    [InlineData("ZZ", false)]
    [InlineData("", false)]
    public void IsKnownRegion_WhenCalled_AcceptsOnlyUpperCaseIsoCodes(string region, bool expected) =>
        Assert.Equal(expected, PhoneNumber.IsKnownRegion(region));

    [Fact]
    public void FromStored_WhenValueIsNormalised_ReturnsTheSameNumber() =>
        Assert.Equal(Parsed.Phone("+91 98765 43210"), PhoneNumber.FromStored("+919876543210"));

    [Fact]
    public void ToString_WhenCalled_ReturnsNoValue() => Assert.Equal("PhoneNumber", Parsed.Phone("12 34 56").ToString());

    private static void AssertRejected(string text, string? defaultRegion, string fix = "Send a phone number of 1 to 20 digits")
    {
        Assert.False(PhoneNumber.TryCreate(text, defaultRegion, out var phoneNumber, out var error));
        Assert.Null(phoneNumber);
        Assert.StartsWith(fix, error, StringComparison.Ordinal);
    }
}
