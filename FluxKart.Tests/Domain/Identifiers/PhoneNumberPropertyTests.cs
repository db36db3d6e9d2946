using CsCheck;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Identifiers;

public sealed class PhoneNumberPropertyTests
{
    private static readonly string?[] Regions =
        [null, "IN", "DE", "US", "IT", "MX", "AR", "BR", "RU", "HU", "BY", "GB", "AT", "FI", "CI", "AU", "CR", "UY", "SG", "IR", "MG", "SM"];

    private static readonly Gen<string?> AnyRegion = Gen.Int[0, Regions.Length - 1].Select(index => Regions[index]);

    private static readonly string[] CountryCodes = ["+", "+49", "+490", "+4900", "+44", "+39", "+52", "+521", "+54", "+5415", "+7", "+378", "0049", "00"];

    private static readonly Gen<string> NumberLikeText =
        Gen.Char["0123456789012345678901234567890123456789++ -.()/"].Array[1, 24].Select(characters => new string(characters));

    private static readonly Gen<string> Digits = Gen.Char["0123456789"].Array[1, 16].Select(characters => new string(characters));

    private static readonly Gen<string> International =
        Gen.Select(Gen.Int[0, CountryCodes.Length - 1], Digits, (index, digits) => CountryCodes[index] + digits);

    private static readonly Gen<string> Extended = Gen.Select(
        Gen.OneOf(NumberLikeText, International),
        OneOf(" ext. ", "x", "#", "~", ";", ";ext=", " "),
        Digits,
        (number, label, digits) => number + label + digits);

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        NumberLikeText,
        International,
        Extended,
        Gen.Char["09+-.()/#*x~_;[]\u30FC \t\n\0\u00A0\u2010\u0660\u0967\uFF0B\uFF11\u200B\uFE0F\uD835\uDFCE"].Array.Select(characters => new string(characters)));

    // Neither / nor a space, which can separate two numbers, nor a point, which can be a decimal point.
    private static readonly Gen<string> Skipped = OneOf(
        "", "-", "(", ")", "[", "]", "_", "\u30FC", "\u2010", "\u200B", "\u202A", "\uFE0F", "\u00AD", "-\u200E");

    [Fact]
    public void TryCreate_WhenTextIsArbitrary_NeverThrowsAndIsIdempotent() => Gen.Select(AnyText, AnyRegion).Sample(
        (text, defaultRegion) =>
        {
            var isNumber = PhoneNumber.TryCreate(text, defaultRegion, out var phoneNumber, out var error);

            Assert.Equal(isNumber, phoneNumber is not null);
            Assert.NotEqual(isNumber, error is not null);
            if (phoneNumber is null)
                return;
            Assert.Equal(phoneNumber, Parsed.Phone(phoneNumber.Value, defaultRegion));
            Assert.InRange(phoneNumber.Value.Length, 1, 46);
        },
        iter: 100_000);

    [Fact]
    public void TryCreate_WhenOnlySkippedCharactersDiffer_ReturnsTheSameNumber() =>
        Gen.Select(Gen.OneOf(Digits, International), Skipped.Array[17 + 6], AnyRegion).Sample(
            (plain, skipped, defaultRegion) =>
            {
                var written = string.Concat(plain.Select((character, index) => skipped[index] + character)) + skipped[^1];
                if (!PhoneNumber.TryCreate(written, defaultRegion, out var phoneNumber, out var error))
                {
                    // The whole is not a possible number, and two parts are.
                    Assert.StartsWith("Send one phone number", error, StringComparison.Ordinal);
                    return;
                }

                // A (0) after the country code says that the number begins with a country code.
                if (!written.Contains("(0)", StringComparison.Ordinal))
                    Assert.Equal(Parsed.Phone(plain, defaultRegion), phoneNumber);
            },
            iter: 50_000);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
