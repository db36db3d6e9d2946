using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>
/// Something that happened to customers, or to what links them. It refers to the contacts themselves, because a new contact has no id
/// until it is saved.
/// </summary>
/// <param name="Primary">The customer's primary contact after the change; null if the event is not about a customer.</param>
public abstract record CustomerEvent(Contact? Primary)
{
    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public abstract string Type { get; }

    /// <summary>What is stored of the event. Call this after its contacts have been saved and have their ids.</summary>
    public abstract EventData ToData();
}
