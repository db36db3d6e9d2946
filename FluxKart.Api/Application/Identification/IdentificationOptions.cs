using FluxKart.Api.Application.Identification.Batching;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Application.Identification;

/// <summary>The configuration section <c>Identification</c>.</summary>
public sealed record IdentificationOptions
{
    private const string SectionName = "Identification";
    private const string DefaultRegionKey = $"{SectionName}:DefaultRegion";
    private const string SharedIdentifiersKey = $"{SectionName}:SharedIdentifiers";
    private const string BuiltInSharedIdentifiersKey = $"{SectionName}:BuiltInSharedIdentifiers";
    private const string MaxContactsKey = $"{SectionName}:MaxContactsPerCustomer";
    private const int HighestMaxContacts = 100_000;
    private const string UnusableValuesKey = $"{SectionName}:UnusableValues";

    /// <summary>
    /// The ISO 3166 code, in capitals, of the country whose phone numbers are sent without a country code, such as <c>IN</c>. Null if no
    /// region is configured.
    /// </summary>
    public string? DefaultRegion { get; init; }

    public UnusableValues UnusableValues { get; init; }

    /// <summary>Which identifiers never link, and how large a customer may become.</summary>
    public LinkingRules Rules { get; init; } = LinkingRules.Plain;

    public BatchingOptions Batching { get; init; } = new();

    internal static IdentificationOptions Read(SettingsReader settings)
    {
        var region = settings.Text(DefaultRegionKey)?.Trim().ToUpperInvariant();
        settings.Require(
            region is null || PhoneNumber.IsKnownRegion(region),
            $"{DefaultRegionKey} is not an ISO 3166 country code; set one of two letters, such as IN or DE, or leave it out.");
        settings.Require(
            EmailAddress.CanNormaliseUnicode,
            "International email addresses need ICU; install it (Debian: libicu, Alpine: icu-libs) "
            + "and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        var options = new IdentificationOptions
        {
            DefaultRegion = region,
            Rules = ReadRules(settings, region),
            UnusableValues = settings.Choice<UnusableValues>(UnusableValuesKey) ?? UnusableValues.Reject,
            Batching = BatchingOptions.Read(settings),
        };
        settings.RequireKnownNames(SectionName);
        return options;
    }

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(IdentificationOptions);

    private static LinkingRules ReadRules(SettingsReader settings, string? region)
    {
        const string example = $"{SharedIdentifiersKey}:0 to an email address such as info@shop.example, "
            + "a pattern such as *@relay.example, or a phone number";
        var entries = settings.Entries(SharedIdentifiersKey, $"{SharedIdentifiersKey} is a list; set {example}.");
        var hasPlaceholders = settings.Flag(BuiltInSharedIdentifiersKey, unset: true);
        // An unknown region is already reported.
        var knownRegion = region is not null && PhoneNumber.IsKnownRegion(region) ? region : null;
        var patterns = entries.Select(entry => settings.Text(entry) ?? "").ToList();
        if (!SharedIdentifierPatterns.TryCreate(patterns, knownRegion, hasPlaceholders, out var shared, out var invalid))
            settings.Fail($"{entries[patterns.IndexOf(invalid)]} is not a pattern of identifiers; set {example}.");
        return new LinkingRules(
            shared ?? SharedIdentifierPatterns.None,
            settings.WholeNumber(MaxContactsKey, min: 2, HighestMaxContacts) ?? LinkingRules.DefaultMaxContacts);
    }
}
