namespace FluxKart.Domain.Events;

/// <summary>
/// What an event says besides its type, its time and its customer. It names contacts by their ids, and holds no email address or phone
/// number, unless an operator wrote one into <see cref="Reason"/>. A property that events of this type do not have is null.
/// </summary>
/// <remarks>Source: HTTP contract, section 6.</remarks>
public sealed record EventData
{
    /// <summary>The contact that a customer gained.</summary>
    public long? SecondaryContactId { get; init; }

    /// <summary>The primaries that were demoted, oldest first.</summary>
    public IReadOnlyList<long>? MergedContactIds { get; init; }

    /// <summary>All contacts that changed their primary, the demoted ones included, oldest first.</summary>
    public IReadOnlyList<long>? MovedContactIds { get; init; }

    /// <summary>The contacts that are gone, oldest first.</summary>
    public IReadOnlyList<long>? RemovedContactIds { get; init; }

    /// <summary>The primaries of what is left of the customer, oldest first; empty if nothing is left.</summary>
    public IReadOnlyList<long>? Customers { get; init; }

    /// <summary>The operator's own words. This is the only text that an event can hold.</summary>
    public string? Reason { get; init; }

    /// <summary>Why a request belonged to the customer.</summary>
    public EventMatch? MatchedBy { get; init; }

    /// <summary>The ids of all contacts that the data names, each once, in no particular order.</summary>
    public IReadOnlySet<long> NamedContactIds()
    {
        long?[] single = [SecondaryContactId, MatchedBy?.Email, MatchedBy?.PhoneNumber];
        return single
            .OfType<long>()
            .Concat(MergedContactIds ?? [])
            .Concat(MovedContactIds ?? [])
            .Concat(RemovedContactIds ?? [])
            .Concat(Customers ?? [])
            .ToHashSet();
    }

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(EventData);
}
