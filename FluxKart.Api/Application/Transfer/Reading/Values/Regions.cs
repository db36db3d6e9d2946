using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Transfer.Reading.Values;

/// <summary>Finds countries by their ISO 3166 codes, and by their names in English and in their own language.</summary>
internal static class Regions
{
    /// <summary>How to fix a country that is not found.</summary>
    public const string Unknown = "Write the country as an ISO 3166 code, such as DE, or by its English name.";

    // What shops and people write, and the data of the framework lacks.
    private static readonly (string Name, string Code)[] OtherNames =
    [
        ("UK", "GB"), ("Great Britain", "GB"), ("England", "GB"), ("Scotland", "GB"), ("Wales", "GB"), ("Northern Ireland", "GB"),
        ("United States of America", "US"), ("U.S.", "US"), ("Holland", "NL"), ("The Netherlands", "NL"), ("Czech Republic", "CZ"),
        ("Czechia", "CZ"), ("Turkey", "TR"), ("Türkiye", "TR"), ("Russian Federation", "RU"), ("Viet Nam", "VN"), ("Vietnam", "VN"),
        ("Republic of Korea", "KR"), ("Korea, Republic of", "KR"), ("UAE", "AE"), ("Hong Kong", "HK"), ("Macau", "MO"), ("Macao", "MO"),
        ("Ivory Coast", "CI"), ("Macedonia", "MK"), ("Moldova, Republic of", "MD"), ("Taiwan, Province of China", "TW"),
        ("Iran, Islamic Republic of", "IR"), ("Tanzania, United Republic of", "TZ"), ("Brasil", "BR"),
    ];

    // After the names, because it is filled from them.
    private static readonly FrozenDictionary<string, string> CodeByName = Collect();

    /// <summary>Finds a country.</summary>
    /// <param name="text">A code of two or three letters, or a name.</param>
    /// <param name="region">The code of two letters in capitals.</param>
    public static bool TryFind(string text, [NotNullWhen(true)] out string? region) =>
        // Most files have the codes, which are their own keys.
        CodeByName.TryGetValue(text, out region) || CodeByName.TryGetValue(KeyOf(text), out region);

    private static FrozenDictionary<string, string> Collect()
    {
        var codes = new Dictionary<string, string>();
        foreach (var code in KnownCodes())
        {
            codes[KeyOf(code)] = code;
            // A territory without a culture of its own has no names.
            if (TryCreate(code) is not { } region)
                continue;
            foreach (var name in new[] { region.ThreeLetterISORegionName, region.EnglishName, region.NativeName })
                codes.TryAdd(KeyOf(name), code);
        }

        foreach (var (name, code) in OtherNames)
            codes[KeyOf(name)] = code;
        codes.Remove("");
        return codes.ToFrozenDictionary();
    }

    private static IEnumerable<string> KnownCodes() =>
        from first in Letters
        from second in Letters
        let code = $"{first}{second}"
        where PhoneNumber.IsKnownRegion(code)
        select code;

    private static IEnumerable<char> Letters => Enumerable.Range('A', 26).Select(letter => (char)letter);

    private static RegionInfo? TryCreate(string code)
    {
        try
        {
            return new RegionInfo(code);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // The names of one country differ in punctuation and in how letters with accents are composed.
    private static string KeyOf(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormC).Where(char.IsLetter)).ToUpperInvariant();
}
