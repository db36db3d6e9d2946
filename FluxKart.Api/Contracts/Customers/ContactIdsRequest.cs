namespace FluxKart.Api.Contracts.Customers;

/// <summary>A change of some contacts of a customer.</summary>
public abstract class ContactIdsRequest : ReasonedRequest
{
    internal const int MaxContactIds = 1000;

    /// <summary>The ids of contacts of the customer, each once: 1 to 1000 of them.</summary>
    public SubmittedIds ContactIds { get; init; }

    /// <summary>The ids as validation has read them: 1 to 1000, each once.</summary>
    internal IReadOnlyCollection<long> AcceptedIds { get; private set; } = [];

    /// <summary>Keeps the ids that validation has read.</summary>
    internal void AcceptIds(IReadOnlyCollection<long> contactIds) => AcceptedIds = contactIds;
}
