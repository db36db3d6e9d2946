using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>What is stored about customers besides their contacts: what holds each together, and what keeps it apart from others.</summary>
/// <param name="Events">Every event that names one of the contacts, or a removed one whose place one of them takes, in order of id.</param>
/// <param name="Marks">The mark of each identifier of the contacts that is marked as shared, in order of id.</param>
/// <param name="HeldElsewhere">Which of the marked identifiers other customers hold as well.</param>
/// <param name="Separations">Those that name one of the contacts.</param>
/// <param name="SeparatedCustomerIds">The primaries of all customers that the separations name.</param>
/// <param name="StandIns">The contacts that take the place of removed ones.</param>
public sealed record Bonds(
    IReadOnlyList<RecordedEvent> Events,
    IReadOnlyList<SharedIdentifier> Marks,
    IReadOnlySet<Identifier> HeldElsewhere,
    IReadOnlyList<Separation> Separations,
    IReadOnlyCollection<long> SeparatedCustomerIds,
    IReadOnlyList<StandIn> StandIns)
{
    /// <summary>Nothing but contacts.</summary>
    public static Bonds None { get; } = new([], [], new HashSet<Identifier>(), [], [], []);

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(Bonds);
}
