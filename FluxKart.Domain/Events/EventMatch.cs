namespace FluxKart.Domain.Events;

/// <summary>The contacts that already held the identifiers of a request, one for each kind of identifier.</summary>
/// <param name="Email">The id of the oldest contact that held the email address; null if none did, or if the request had none.</param>
/// <param name="PhoneNumber">The id of the oldest contact that held the phone number; null if none did, or if the request had none.</param>
public sealed record EventMatch(long? Email, long? PhoneNumber);
