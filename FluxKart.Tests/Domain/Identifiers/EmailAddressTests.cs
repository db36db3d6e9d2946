using System.Globalization;
using System.Text;
using CsCheck;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Identifiers;

public sealed class EmailAddressTests
{
    private const string LongestLabel = "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-123456789";

    // Characters with a meaning in an address, in Unicode normalisation or in the conversion of a domain.
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        Gen.OneOf(
            Gen.Char["aZ09@@..-_+ \t\r\n\0\u00A0\u3000\u3002\u212A\u0130\u00DF\u0308u\u00FC\u200B\uFF20\u00AD\u05D0\u202A\uFE0F\uDB40\uDC20\uD83D\uDE00\uFFFE"],
            Gen.Char).Array.Select(characters => new string(characters)));

    [Theory]
    [InlineData("lorraine@hillvalley.edu", "lorraine@hillvalley.edu")]
    [InlineData("  lorraine@hillvalley.edu\t", "lorraine@hillvalley.edu")]
    [InlineData("\u00A0lorraine@hillvalley.edu\u3000\r\n", "lorraine@hillvalley.edu")]
    [InlineData("Lorraine@HillValley.EDU", "lorraine@hillvalley.edu")]
    [InlineData("a@localhost", "a@localhost")]
    [InlineData("a@192.0.2.1", "a@192.0.2.1")]
    [InlineData(".a..b.@example.com", ".a..b.@example.com")]
    [InlineData("!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com")]
    [InlineData("a@" + LongestLabel + ".com", "a@" + LongestLabel + ".com")]
    public void TryCreate_WhenAddressIsValid_TrimsAndLowerCasesIt(string text, string expected) =>
        Assert.Equal(expected, Parsed.Email(text).Value);

    [Theory]
    [InlineData("\u202Adoc@example.com\u202C")]
    [InlineData("\uFEFFdoc@example.com")]
    [InlineData("d\u200Bo\u00ADc@example.com")]
    [InlineData("d\u2066o\u2069c\uFE0F@exa\u200Emple.com")]
    [InlineData("doc\u200D@\u200Cexample.com\u061C")]
    [InlineData(" \u200F doc@example.com \u200F ")]
    [InlineData("doc\U000E0020@\U000E0100example.com")]
    [InlineData("doc@ex\u180Eample.com")]
    public void TryCreate_WhenTextHasInvisibleCharacters_DropsThemWhereverTheyStand(string text) =>
        Assert.Equal("doc@example.com", Parsed.Email(text).Value);

    [Fact]
    public void TryCreate_WhenDomainIsInternationalAndHasInvisibleCharacters_DropsThem() =>
        Assert.Equal("user@xn--mnchen-3ya.de", Parsed.Email("us\u200Ber@m\u00FC\u00ADn\u200Cchen.de").Value);

    [Theory]
    [InlineData("USER@M\u00DCNCHEN.de")]
    [InlineData("USER@MU\u0308NCHEN.de")]
    [InlineData("user@m\u00FCnchen.de")]
    [InlineData("user@mu\u0308nchen.DE")]
    [InlineData("user@m\u00FCnchen\u3002de")]
    [InlineData("user@XN--MNCHEN-3YA.de")]
    public void TryCreate_WhenDomainIsInternational_ConvertsItToAscii(string text) =>
        Assert.Equal("user@xn--mnchen-3ya.de", Parsed.Email(text).Value);

    [Theory]
    [InlineData("\u212Aelvin@example.com", "kelvin@example.com")]
    [InlineData("a@\u212Aelvin.com", "a@kelvin.com")]
    [InlineData("a\u1FEFb@example.com", "a`b@example.com")]
    public void TryCreate_WhenCharacterIsCanonicallyAscii_UsesItsNormalForm(string text, string expected) =>
        Assert.Equal(expected, Parsed.Email(text).Value);

    [Fact]
    public void TryCreate_WhenCultureIsTurkish_LowerCasesAsInAnyCulture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal("info@izmir.com", Parsed.Email("INFO@IZMIR.COM").Value);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("marty.mcfly@gmail.com", "martymcfly@gmail.com")]
    [InlineData("marty+shop@gmail.com", "marty@gmail.com")]
    [InlineData("marty@googlemail.com", "marty@gmail.com")]
    public void TryCreate_WhenGmailWouldDeliverToOneMailbox_KeepsTheAddressesApart(string one, string other) =>
        Assert.NotEqual(Parsed.Email(one), Parsed.Email(other));

    [Fact]
    public void Equals_WhenNormalisedValuesAreEqual_IsTrue() =>
        Assert.Equal(Parsed.Email("Doc@Hillvalley.edu"), Parsed.Email(" doc@hillvalley.EDU "));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("@")]
    [InlineData("doc")]
    [InlineData("doc@")]
    [InlineData("@example.com")]
    [InlineData("@m\u00FCnchen.de")]
    [InlineData("doc@@example.com")]
    [InlineData("doc@home@example.com")]
    [InlineData("doc@home@m\u00FCnchen.de")]
    [InlineData("doc\uFF20example.com")]
    [InlineData("doc brown@example.com")]
    [InlineData("doc@exam ple.com")]
    [InlineData("doc @example.com")]
    [InlineData("doc@ example.com")]
    [InlineData("doc\u00A0brown@example.com")]
    [InlineData("doc@exam\u00A0ple.com")]
    [InlineData("doc@exam\u3000ple.com")]
    [InlineData("doc\tbrown@example.com")]
    [InlineData("doc\r\nbrown@example.com")]
    [InlineData("doc@example.com\nbcc")]
    [InlineData("doc@exam\u2028ple.com")]
    [InlineData("doc@exam\u0085ple.com")]
    [InlineData("doc\u0001@example.com")]
    [InlineData("doc\u007F@example.com")]
    [InlineData("doc\0@example.com")]
    [InlineData("doc@example.com\0")]
    [InlineData("doc@m\u00FCnchen\0.de")]
    [InlineData("d\u00F6c@example.com")]
    [InlineData("\u535A\u58EB@example.com")]
    [InlineData("doc@example.com.")]
    [InlineData("doc@m\u00FCnchen.de.")]
    [InlineData("doc@.example.com")]
    [InlineData("doc@example..com")]
    [InlineData("doc@m\u00FCnchen..de")]
    [InlineData("doc@-example.com")]
    [InlineData("doc@example-.com")]
    [InlineData("doc@exam_ple.com")]
    [InlineData("doc@m\u00FCn_chen.de")]
    [InlineData("doc@[192.0.2.1]")]
    [InlineData("doc@x" + LongestLabel + ".com")]
    [InlineData("\"doc\"@example.com")]
    [InlineData("doc,marty@example.com")]
    [InlineData("Doc <doc@example.com>")]
    [InlineData("mailto:doc@example.com")]
    public void TryCreate_WhenSyntaxIsInvalid_SaysHowToFixIt(string text) => AssertRejected(text, "Send one email address");

    [Theory]
    [InlineData('\uD83D')]
    [InlineData('\uDE00')]
    public void TryCreate_WhenSurrogateIsUnpaired_SaysHowToFixIt(char surrogate)
    {
        AssertRejected($"doc{surrogate}@example.com", "Send one email address");
        AssertRejected($"doc@example{surrogate}.com", "Send one email address");
    }

    [Theory]
    [InlineData("jennifer parker@hillvalley.edu")]
    [InlineData("jennifer@parker@hillvalley.edu")]
    [InlineData("jennifer@park\u00EBr\0.edu")]
    public void TryCreate_WhenRejected_DoesNotQuoteTheValue(string text)
    {
        EmailAddress.TryCreate(text, out _, out var error);

        Assert.DoesNotContain("jennifer", error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("park", error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void TryCreate_WhenNormalisedAddressHas254Characters_AcceptsIt()
    {
        var longest = new string('a', 254 - "@example.com".Length) + "@example.com";

        Assert.Equal(longest, Parsed.Email($"  {longest}  ").Value);
    }

    [Fact]
    public void TryCreate_WhenOnlyTheTrimmedTextIsShort_AcceptsIt()
    {
        Assert.Equal("doc@example.com", Parsed.Email(new string(' ', 5_000) + "doc@example.com").Value);
        Assert.Equal("doc@example.com", Parsed.Email($"doc{new string('\u200B', 5_000)}@example.com\u00A0").Value);
    }

    [Theory]
    [InlineData(255 - 12, "@example.com")]
    [InlineData(300, "@example.com")]
    // 248 characters as sent, 255 after the domain is converted to ASCII.
    [InlineData(238, "@m\u00FCnchen.de")]
    public void TryCreate_WhenNormalisedAddressIsTooLong_AsksForAShorterOne(int localPart, string rest) =>
        AssertRejected(new string('a', localPart) + rest, "at most 254 characters");

    [Fact]
    public void TryCreate_WhenDomainIsExtremelyLong_AsksForAShorterAddress()
    {
        AssertRejected("doc@" + new string('a', 5_000), "at most 254 characters");
        AssertRejected("doc@" + new string('\u00FC', 5_000), "at most 254 characters");
    }

    [Fact]
    public void TryCreate_WhenTextIsArbitrary_NeverThrowsAndIsIdempotent() => AnyText.Sample(
        text =>
        {
            var isAddress = EmailAddress.TryCreate(text, out var email, out var error);

            Assert.Equal(isAddress, email is not null);
            Assert.NotEqual(isAddress, error is not null);
            if (email is not null)
                Assert.Equal(email, Parsed.Email(email.Value));
        },
        iter: 20_000);

    [Fact]
    public void TryCreate_WhenPartsAreWellFormed_ReturnsAsciiAndIsIdempotent() => Gen.Select(
        Gen.Char["aZ9.+_-\u212A"].Array[1, 20],
        Gen.Char["aZ9\u00FCU\u0308\u00DF\u05D0\u0130\u4E2D\uFF41"].Array[1, 20]).Sample(
        (localPart, label) =>
        {
            if (!EmailAddress.TryCreate($"{new string(localPart)}@{new string(label)}.com", out var email, out _))
                return;
            Assert.True(Ascii.IsValid(email.Value));
            Assert.Equal(email, Parsed.Email(email.Value));
        },
        iter: 5_000);

    [Fact]
    public void FromStored_WhenValueIsNormalised_ReturnsTheSameAddress() =>
        Assert.Equal(Parsed.Email("Doc@example.com"), EmailAddress.FromStored("doc@example.com"));

    [Fact]
    public void ToString_WhenCalled_ReturnsNoValue() => Assert.Equal("EmailAddress", Parsed.Email("Doc@example.com").ToString());

    private static void AssertRejected(string text, string fix)
    {
        Assert.False(EmailAddress.TryCreate(text, out var email, out var error));
        Assert.Null(email);
        Assert.Contains(fix, error, StringComparison.Ordinal);
    }
}
