using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Events;

/// <summary>An identifier was marked as shared: from now on it links nothing.</summary>
/// <param name="Mark">The mark.</param>
public sealed record IdentifierShared(SharedIdentifier Mark) : CustomerEvent(Primary: null)
{
    public override string Type => EventTypes.IdentifierShared;

    public override EventData ToData() => new()
    {
        SharedIdentifierId = Mark.Id,
        Kind = EventData.KindOf(Mark.Identifier),
        Reason = Mark.Reason,
    };

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(IdentifierShared);
}
