namespace FluxKart.Api.Contracts.Events;

/// <summary>Something that happened. It names contacts by their ids, and holds no email address or phone number.</summary>
/// <param name="Id">Grows in the order of the commits. It may skip numbers.</param>
/// <param name="Type">
/// What happened: `contact.created`, `contact.linked`, `contact.merged`, `contact.split`, `contact.removed`, `contact.erased`,
/// `contact.link_refused`, `identifier.shared` or `identifier.unshared`. More types may be added.
/// </param>
/// <param name="Time">When, in UTC.</param>
/// <param name="ContactId">The customer's primary contact after the change; null if the event is not about a customer.</param>
/// <param name="Data">What else the event says. Each type has properties of its own.</param>
public sealed record EventResponse(long Id, string Type, DateTime Time, long? ContactId, EventDataResponse Data)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(EventResponse);
}
