using FluxKart.Domain.Events;

namespace FluxKart.Domain.Adoption;

/// <summary>An event to record about adopted contacts.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="ContactId">The customer's primary contact after the change; null if the event is not about a customer.</param>
/// <param name="Data">What else the event says.</param>
public readonly record struct AdoptedEvent(string Type, long? ContactId, EventData Data)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(AdoptedEvent);
}
