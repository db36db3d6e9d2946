using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;

namespace FluxKart.Domain.Customers;

/// <summary>
/// What one request did, and the customer as that request left it. Later requests in the same set do not change it.
/// </summary>
public sealed class Identification
{
    private readonly Contact primary;
    private readonly Contact[] contacts;

    internal Identification(Customer customer, IReadOnlyList<CustomerEvent> events)
    {
        primary = customer.Primary;
        contacts = [.. customer.Contacts];
        Events = events;
    }

    /// <summary>
    /// What happened, in order; empty if the customer already held everything in the request. What happened to the customer comes first,
    /// and then what was not linked to it.
    /// </summary>
    public IReadOnlyList<CustomerEvent> Events { get; }

    /// <summary>What the request changed.</summary>
    public IdentificationOutcome Outcome => Events switch
    {
        [ContactCreated, ..] => IdentificationOutcome.Created,
        [CustomersMerged, ..] => IdentificationOutcome.Merged,
        [ContactLinked, ..] => IdentificationOutcome.Extended,
        _ => IdentificationOutcome.Matched,
    };

    /// <summary>How many other customers became part of this one.</summary>
    public int MergedCount => Events is [CustomersMerged merge, ..] ? merge.Demoted.Count : 0;

    /// <summary>
    /// The customer as the request left it. Call this after the save, when new contacts have their ids and creation times. Before it, their
    /// id is 0.
    /// </summary>
    public CustomerSnapshot ToSnapshot() => CustomerSnapshot.Of(primary, contacts);
}
