using CsCheck;
using PhoneNumbers;

namespace FluxKart.Tests.Domain.Identifiers;

/// <summary>
/// Digits alone are parsed without libphonenumber's own <c>Parse</c>, which is slow. They must become the number that <c>Parse</c> makes of
/// them, in every region.
/// </summary>
public sealed class PlainNumberPropertyTests
{
    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    private static readonly string[] Regions = [.. Plans.GetSupportedRegions().Order(StringComparer.Ordinal)];

    private static readonly int[] CountryCodes = [.. Plans.GetSupportedCallingCodes().Order()];

    private static readonly (string Region, PhoneNumbers.PhoneNumber Number)[] Examples =
    [
        .. from region in Regions
           from type in Plans.GetSupportedTypesForRegion(region)
           select (region, Plans.GetExampleNumberForType(region, type)),
        .. from code in Plans.GetSupportedGlobalNetworkCallingCodes() select (Regions[0], Plans.GetExampleNumberForNonGeoEntity(code)),
    ];

    private static readonly Gen<string> Digits = Gen.Char["00123456789"].Array[1, 17].Select(digits => new string(digits));

    private static readonly Gen<string> Prefix = OneOf("", "", "", "0", "1", "8", "00", "011", "0011", "810", "90", "06", "15");

    private static readonly Gen<string> Start = OneOf("+", "+", "+0", "+00", "", "00", "011");

    private static readonly Gen<string?> AnyRegion = Gen.Int[-20, Regions.Length - 1].Select(index => index < 0 ? null : Regions[index]);

    // An example, perhaps with its last digits removed, and other digits added.
    private static readonly Gen<(string Region, int CountryCode, string National)> Example =
        Gen.Select(OneOf(Examples), Gen.Int[0, 2], Gen.Int[0, 3], Digits).Select((example, removed, added, digits) => (
            example.Region,
            example.Number.CountryCode,
            Plans.GetNationalSignificantNumber(example.Number)[..^removed] + digits[..Math.Min(added, digits.Length)]));

    private static readonly Gen<(string Text, string? Region)> PlainNumber = Gen.OneOf(
        Gen.Select(Digits, AnyRegion),
        Gen.Select(Start, OneOf(CountryCodes), Prefix, Digits, AnyRegion)
            .Select((start, code, prefix, digits, region) => (start + code + prefix + digits, region)),
        Gen.Select(Start, Prefix, Example, AnyRegion)
            .Select((start, prefix, example, region) => (start + example.CountryCode + prefix + example.National, region)),
        Gen.Select(Start, Prefix, Example)
            .Select((start, prefix, example) => (start + example.CountryCode + prefix + example.National, (string?)example.Region)),
        Gen.Select(Prefix, Example).Select((prefix, example) => (prefix + example.National, (string?)example.Region)));

    [Fact]
    public void TryCreate_WhenTextIsDigitsAlone_ReturnsTheNumberThatLibphonenumberParses() => PlainNumber
        .Where(number => number.Text.Length <= 20)
        .Sample((text, region) => Assert.Equal(Expected(text, region), Parsed.Phone(text, region).Value), iter: 200_000);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Expected(string text, string? region)
    {
        var result = Read(text, region) ?? text;
        // A trunk prefix that was written more than once is dropped more than once.
        for (var reading = 1; reading < 20 && !result.EndsWith(text.TrimStart('+'), StringComparison.Ordinal); reading++)
            result = Read(result, region) ?? result;
        return result;
    }

    private static string? Read(string text, string? region)
    {
        try
        {
            var number = Plans.Parse(text, region);
            return Plans.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE || Plans.IsValidNumber(number)
                ? Plans.Format(number, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
