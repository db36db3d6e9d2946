using FluxKart.Api.Application.Identification.Batching;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Application.Identification;

/// <summary>The configuration section <c>Identification</c>.</summary>
public sealed record IdentificationOptions
{
    private const string SectionName = "Identification";
    private const string DefaultRegionKey = $"{SectionName}:DefaultRegion";
    private const string UnusableValuesKey = $"{SectionName}:UnusableValues";

    /// <summary>
    /// The ISO 3166 code, in capitals, of the country whose phone numbers are sent without a country code, such as <c>IN</c>. Null if no
    /// region is configured.
    /// </summary>
    public string? DefaultRegion { get; init; }

    public UnusableValues UnusableValues { get; init; }

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
            UnusableValues = settings.Choice<UnusableValues>(UnusableValuesKey) ?? UnusableValues.Reject,
            Batching = BatchingOptions.Read(settings),
        };
        settings.RequireKnownNames(SectionName);
        return options;
    }

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(IdentificationOptions);
}
