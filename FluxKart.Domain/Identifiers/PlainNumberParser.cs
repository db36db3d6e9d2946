using System.Globalization;
using System.Text;
using PhoneNumbers;

namespace FluxKart.Domain.Identifiers;

/// <summary>
/// Parses digits alone as libphonenumber's <c>Parse</c> does, in a fraction of the time. <c>Parse</c> first searches a text for a number
/// and an extension, with regular expressions, which find nothing else in digits alone. What comes after that is the same here.
/// </summary>
internal static class PlainNumberParser
{
    // Shorter and longer numbers have rules of their own, and are rare.
    private const int FewestCharacters = 5;
    private const int MostCharacters = 20;

    private const int LongestCallingCode = 3;
    private const int FewestNationalDigits = 2;
    private const int MostNationalDigits = 17;

    private const string NoRegion = "ZZ";
    private const string NonGeographic = "001";

    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    /// <summary>Parses a number.</summary>
    /// <param name="number">Digits, perhaps after a <c>+</c>.</param>
    /// <param name="region">The region of a number without a country code; null if no region is configured.</param>
    /// <returns>Null if only <c>Parse</c> itself can say what the number is.</returns>
    /// <exception cref="NumberParseException">The number is invalid; <c>Parse</c> throws the same.</exception>
    public static PhoneNumbers.PhoneNumber? Parse(string number, string? region)
    {
        if (number.Length is < FewestCharacters or > MostCharacters)
            return null;
        var builder = new PhoneNumbers.PhoneNumber.Builder();
        var (national, plan) = number[0] == '+' ? SplitInternational(number, builder) : Split(number, region, builder);
        if (plan is null)
            return null;

        national = WithoutNationalPrefix(national, plan);
        if (national.Length is < FewestNationalDigits or > MostNationalDigits)
            return null;
        // The last digit never counts as a leading zero.
        var zeros = national.AsSpan(0, national.Length - 1).IndexOfAnyExcept('0');
        if (zeros != 0)
            builder.SetNumberOfLeadingZeros(zeros < 0 ? national.Length - 1 : zeros);
        return builder.SetNationalNumber(ulong.Parse(national, NumberStyles.None, CultureInfo.InvariantCulture)).Build();
    }

    private static (string National, PhoneMetadata? Plan) SplitInternational(string number, PhoneNumbers.PhoneNumber.Builder builder)
    {
        var code = 0;
        // No country code begins with a zero, and none begins another.
        for (var end = 1; end <= LongestCallingCode && number[1] != '0'; end++)
        {
            code = (code * 10) + (number[end] - '0');
            if (PlanOf(code) is not { } plan)
                continue;
            builder.SetCountryCode(code);
            return (number[(end + 1)..], plan);
        }

        return ("", null);
    }

    private static (string National, PhoneMetadata? Plan) Split(string number, string? region, PhoneNumbers.PhoneNumber.Builder builder)
    {
        if (Plans.GetMetadataForRegion(region) is not { } home)
            return ("", null);
        var rest = new StringBuilder(MostCharacters);
        var code = Plans.MaybeExtractCountryCode(number, home, rest, keepRawInput: false, builder);
        if (code != 0)
            return (rest.ToString(), PlanOf(code));
        builder.SetCountryCode(home.CountryCode);
        return (number, home);
    }

    // Of the regions that share a country code, the first has the rules for all.
    private static PhoneMetadata? PlanOf(int code) => Plans.GetRegionCodeForCountryCode(code) switch
    {
        NoRegion => null,
        NonGeographic => Plans.GetMetadataForNonGeographicalRegion(code),
        var region => Plans.GetMetadataForRegion(region),
    };

    private static string WithoutNationalPrefix(string national, PhoneMetadata plan)
    {
        if (!plan.HasNationalPrefixForParsing)
            return national;
        var rest = new StringBuilder(national);
        var isStripped = Plans.MaybeStripNationalPrefixAndCarrierCode(rest, plan, carrierCode: null);
        return isStripped && IsPossibleOrTooLong(rest.Length, plan.GeneralDesc)
            ? rest.ToString()
            : national;
    }

    // Otherwise the prefix was rather the beginning of a short number.
    private static bool IsPossibleOrTooLong(int length, PhoneNumberDesc general)
    {
        var lengths = general.PossibleLengthList;
        return lengths[0] != -1
            && !general.PossibleLengthLocalOnlyList.Contains(length)
            && (lengths.Contains(length) || length > lengths[^1]);
    }
}
