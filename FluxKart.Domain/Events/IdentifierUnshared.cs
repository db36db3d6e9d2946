using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Events;

/// <summary>The mark of a shared identifier was deleted: it links again.</summary>
/// <param name="Mark">The mark.</param>
public sealed record IdentifierUnshared(SharedIdentifier Mark) : CustomerEvent(Primary: null)
{
    public override string Type => EventTypes.IdentifierUnshared;

    public override EventData ToData() => new()
    {
        SharedIdentifierId = Mark.Id,
        Kind = EventData.KindOf(Mark.Identifier),
    };

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(IdentifierUnshared);
}
