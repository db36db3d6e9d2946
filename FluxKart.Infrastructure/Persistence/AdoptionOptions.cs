namespace FluxKart.Infrastructure.Persistence;

/// <summary>How to read the rows of the original service's table.</summary>
/// <param name="DefaultRegion">The region of phone numbers without a country code; null for none.</param>
/// <param name="TimeZone">The time zone of its times, such as <c>Europe/Berlin</c>.</param>
public sealed record AdoptionOptions(string? DefaultRegion, string TimeZone)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(AdoptionOptions);
}
