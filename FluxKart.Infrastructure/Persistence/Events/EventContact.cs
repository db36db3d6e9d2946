namespace FluxKart.Infrastructure.Persistence.Events;

/// <summary>
/// An event names this contact, besides the one in its own column. The history of a contact needs it, since the contact may have left the
/// customer that the event is about.
/// </summary>
internal sealed record EventContact(long ContactId, long EventId);
