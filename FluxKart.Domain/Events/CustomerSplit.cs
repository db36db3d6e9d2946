using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>A part of a customer became a customer of its own.</summary>
/// <param name="Primary">The primary contact of the oldest part.</param>
/// <param name="Spawned">The primary contact of the other part, which was promoted.</param>
/// <param name="Moved">All contacts of the other part, in no particular order.</param>
/// <param name="IsKeptApart">Whether no order ever joins the two parts again.</param>
/// <param name="Reason">The operator's own words; null if no reason was given.</param>
public sealed record CustomerSplit(
    Contact Primary,
    Contact Spawned,
    IReadOnlyList<Contact> Moved,
    bool IsKeptApart,
    string? Reason) : CustomerEvent(Primary)
{
    public override string Type => EventTypes.ContactSplit;

    public override EventData ToData() => new()
    {
        SpawnedContactId = Spawned.Id,
        MovedContactIds = EventData.IdsOf(Moved),
        KeptApart = IsKeptApart,
        Reason = Reason,
    };

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(CustomerSplit);
}
