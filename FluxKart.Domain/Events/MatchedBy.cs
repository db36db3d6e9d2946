using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>Which stored contacts held the identifiers of a request, by kind of identifier.</summary>
/// <param name="Email">The oldest contact that held the email address; null if none did, or the request named none.</param>
/// <param name="PhoneNumber">The oldest contact that held the phone number; null if none did, or the request named none.</param>
public sealed record MatchedBy(Contact? Email, Contact? PhoneNumber);
