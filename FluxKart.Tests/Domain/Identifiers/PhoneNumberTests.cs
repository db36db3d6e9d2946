using CsCheck;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Identifiers;

public sealed class PhoneNumberTests
{
    private static readonly string?[] Regions = [null, "IN", "DE", "US", "IT", "MX", "AR", "BR", "RU", "HU", "BY"];

    private static readonly Gen<string?> AnyRegion = Gen.Int[0, Regions.Length - 1].Select(index => Regions[index]);

    private static readonly Gen<string> NumberLikeText =
        Gen.Char["0123456789012345678901234567890123456789++ -.()/"].Array[1, 24].Select(characters => new string(characters));

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        NumberLikeText,
        Gen.Char["09+-.()/#*x \t\n\0\u00A0\u2010\u0660\u0967\uFF0B\uFF11\uD835\uDFCE"].Array.Select(characters => new string(characters)));

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
    public void TryCreate_WhenNumberIsValidInTheDefaultRegion_ReturnsE164(string text, string defaultRegion, string expected) =>
        Assert.Equal(expected, Parsed.Phone(text, defaultRegion).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("IN")]
    [InlineData("US")]
    public void TryCreate_WhenNumberIsNotValidInTheDefaultRegion_KeepsItsDigits(string? defaultRegion)
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
    [InlineData("12+34", "1234")]
    [InlineData("12+", "12")]
    [InlineData("+12+34", "+1234")]
    public void TryCreate_WhenPlusIsNotLeading_DropsIt(string text, string expected) =>
        Assert.Equal(expected, Parsed.Phone(text).Value);

    [Theory]
    [InlineData("+91 98765+43210", null, "+919876543210")]
    [InlineData("+49+030901820", null, "+4930901820")]
    [InlineData("98765+43210", "IN", "+919876543210")]
    public void TryCreate_WhenPlusIsNotLeadingInAValidNumber_ReturnsE164AsWithoutThatPlus(
        string text, string? defaultRegion, string expected) =>
        Assert.Equal(expected, Parsed.Phone(text, defaultRegion).Value);

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
    [InlineData("+1 650 253 0000 ext. 5")]
    [InlineData("+1 650 253 0000x5")]
    [InlineData("+1 650 253 0000;ext=5")]
    [InlineData("tel:+16502530000")]
    [InlineData("+16502530000#5")]
    [InlineData("*100#")]
    [InlineData("123,456")]
    [InlineData("123;456")]
    [InlineData("12_34")]
    [InlineData("12~34")]
    [InlineData("[12]34")]
    [InlineData("12\t34")]
    [InlineData("12\n34")]
    [InlineData("12\u202834")]
    [InlineData("12\0")]
    [InlineData("12\u200B34")]
    [InlineData("\u202A1234\u202C")]
    [InlineData("\u00BD")]
    [InlineData("\u00B2")]
    [InlineData("\u2460")]
    [InlineData("\u4E09")]
    [InlineData("1e5")]
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
    }

    [Fact]
    public void TryCreate_WhenTextIsArbitrary_NeverThrowsAndIsIdempotent() => Gen.Select(AnyText, AnyRegion).Sample(
        (text, defaultRegion) =>
        {
            var isNumber = PhoneNumber.TryCreate(text, defaultRegion, out var phoneNumber, out var error);

            Assert.Equal(isNumber, phoneNumber is not null);
            Assert.NotEqual(isNumber, error is not null);
            if (phoneNumber is not null)
                Assert.Equal(phoneNumber, Parsed.Phone(phoneNumber.Value, defaultRegion));
        },
        iter: 20_000);

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
    public void ToString_WhenCalled_ReturnsTheValue() => Assert.Equal("123456", Parsed.Phone("12 34 56").ToString());

    private static void AssertRejected(string text, string? defaultRegion)
    {
        Assert.False(PhoneNumber.TryCreate(text, defaultRegion, out var phoneNumber, out var error));
        Assert.Null(phoneNumber);
        Assert.StartsWith("Send a phone number of 1 to 20 digits", error, StringComparison.Ordinal);
    }
}
