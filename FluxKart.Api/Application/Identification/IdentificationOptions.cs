using FluxKart.Api.Application.Identification.Batching;

namespace FluxKart.Api.Application.Identification;

/// <summary>The configuration section <c>Identification</c>.</summary>
public sealed class IdentificationOptions
{
    public const string SectionName = "Identification";

    /// <summary>
    /// The ISO 3166 code of the country whose phone numbers are sent without a country code, such as <c>IN</c>; unset, there is none.
    /// </summary>
    public string? DefaultRegion
    {
        get;
        set => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim().ToUpperInvariant();
    }

    public BatchingOptions Batching { get; set; } = new();
}
