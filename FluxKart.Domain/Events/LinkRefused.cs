using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Events;

/// <summary>A request matched a customer and was not linked to it.</summary>
/// <param name="Primary">The primary contact of the customer that the request belongs to instead.</param>
/// <param name="Other">The primary contact of the customer that it was not linked to.</param>
/// <param name="By">The identifiers that matched. Never empty.</param>
/// <param name="Why">See <see cref="RefusalReasons"/>.</param>
public sealed record LinkRefused(Contact Primary, Contact Other, IReadOnlyList<Identifier> By, string Why) : CustomerEvent(Primary)
{
    public override string Type => EventTypes.ContactLinkRefused;

    public override EventData ToData() => new()
    {
        OtherContactId = Other.Id,
        By = [.. By.Select(EventData.KindOf)],
        Why = Why,
    };

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(LinkRefused);
}
