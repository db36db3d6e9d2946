using PhoneNumbers;

namespace FluxKart.Domain.Identifiers;

/// <summary>What libphonenumber knows about the phone numbers of all countries.</summary>
internal static class NumberingPlan
{
    // A number is read again at most this often. Each time it loses a trunk prefix that was written more than once.
    private const int MaxReadings = 20;

    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    /// <summary>Whether the numbering plan of the country is known.</summary>
    /// <param name="region">An ISO 3166 code in capitals.</param>
    public static bool IsKnownRegion(string region) => Plans.GetSupportedRegions().Contains(region);

    /// <summary>The country code of a known region, such as 49.</summary>
    public static int CountryCodeOf(string region) => Plans.GetCountryCodeForRegion(region);

    /// <summary>Whether a number belongs to a range that is in use.</summary>
    public static bool IsValid(PhoneNumbers.PhoneNumber number) => Plans.IsValidNumber(number);

    /// <summary>Brings a number to E.164.</summary>
    /// <param name="number">Digits, perhaps after a <c>+</c>.</param>
    /// <param name="region">The region of a number without a country code; null if no region is configured.</param>
    /// <returns>Null if no such number can exist, or only one without its area code can.</returns>
    public static string? ToE164(string number, string? region) => Find(number, region)?.E164;

    /// <summary>Finds a number that can exist.</summary>
    /// <param name="number">Digits, perhaps after a <c>+</c>.</param>
    /// <param name="region">The region of a number without a country code; null if no region is configured.</param>
    /// <returns>Null if no such number can exist, or only one without its area code can.</returns>
    public static PossibleNumber? Find(string number, string? region)
    {
        var result = Read(number, region);
        // Nothing was dropped, so nothing would be dropped from the result.
        if (result is null || result.E164.AsSpan().EndsWith(number.AsSpan().TrimStart('+')))
            return result;

        // The result must be its own normal form: it is normalised again when a client sends it back.
        for (var reading = 1; reading < MaxReadings; reading++)
        {
            if (Read(result.E164, region) is not { } next || next.E164 == result.E164)
                break;
            result = next;
        }

        return result;
    }

    private static PossibleNumber? Read(string number, string? region)
    {
        // Without a country libphonenumber can only throw, which costs more than everything else here.
        if (region is null && number[0] != '+')
            return null;
        try
        {
            var parsed = PlainNumberParser.Parse(number, region) ?? Plans.Parse(number, region);
            return IsPossible(parsed) || IsValid(parsed) ? new PossibleNumber(parsed, Plans.Format(parsed, PhoneNumberFormat.E164)) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static bool IsPossible(PhoneNumbers.PhoneNumber number) =>
        Plans.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE;
}
