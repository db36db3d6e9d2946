using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>The contacts that already held the identifiers of a request, one for each kind of identifier.</summary>
/// <param name="Email">The oldest contact that held the email address; null if none did, or if the request has none.</param>
/// <param name="PhoneNumber">The oldest contact that held the phone number; null if none did, or if the request has none.</param>
public sealed record MatchedBy(Contact? Email, Contact? PhoneNumber)
{
    /// <summary>The same by the contacts' ids. Call this after they have been saved.</summary>
    public EventMatch ToIds() => new(Email?.Id, PhoneNumber?.Id);
}
