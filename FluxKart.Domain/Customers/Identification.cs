using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Customers;

/// <summary>What one request to identify did, and the customer as it left it, whatever later requests of the same set do to that customer.</summary>
public sealed class Identification
{
    private readonly Contact primary;
    private readonly Contact[] contacts;

    internal Identification(Customer customer, IdentificationOutcome outcome, int mergedCount)
    {
        primary = customer.Primary;
        contacts = [.. customer.Contacts];
        Outcome = outcome;
        MergedCount = mergedCount;
    }

    /// <summary>What the request changed.</summary>
    public IdentificationOutcome Outcome { get; }

    /// <summary>How many other customers became part of this one.</summary>
    public int MergedCount { get; }

    /// <summary>
    /// The customer as the request left it. Take it after the save, when new contacts have their ids and creation times. Without a save they
    /// have id 0.
    /// </summary>
    public CustomerSnapshot ToSnapshot() => CustomerSnapshot.Of(primary, contacts);
}
