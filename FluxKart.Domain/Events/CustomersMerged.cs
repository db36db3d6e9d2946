using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>Customers became part of an older one: a request matched all of them, or a person has merged them.</summary>
/// <param name="Primary">The primary contact of the oldest customer, which stays primary.</param>
/// <param name="Demoted">The primary contacts of the other customers, which became secondaries. Never empty.</param>
/// <param name="Moved">All contacts that changed their primary, the demoted ones included, in no particular order.</param>
/// <param name="MatchedBy">Why the request belongs to all of them; null if a person has merged them.</param>
/// <param name="Reason">The operator's own words; null if no reason was given, or if a request has merged them.</param>
public sealed record CustomersMerged(
    Contact Primary,
    IReadOnlyList<Contact> Demoted,
    IReadOnlyList<Contact> Moved,
    MatchedBy? MatchedBy,
    string? Reason) : CustomerEvent(Primary)
{
    public override string Type => EventTypes.ContactMerged;

    public override EventData ToData() => new()
    {
        MergedContactIds = EventData.IdsOf(Demoted),
        MovedContactIds = EventData.IdsOf(Moved),
        MatchedBy = MatchedBy?.ToIds(),
        Manual = MatchedBy is null ? true : null,
        Reason = Reason,
    };

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(CustomersMerged);
}
