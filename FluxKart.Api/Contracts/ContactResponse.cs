namespace FluxKart.Api.Contracts;

/// <summary>A customer: a primary contact and all secondary contacts that are linked to it.</summary>
/// <param name="PrimaryContactId">The id of the oldest contact. It identifies the customer.</param>
/// <param name="Emails">
/// The primary contact's email address first, if it has one; then those of the other contacts, oldest contact first. Each appears once.
/// </param>
/// <param name="PhoneNumbers">
/// The primary contact's phone number first, if it has one; then those of the other contacts, oldest contact first. Each appears once.
/// </param>
/// <param name="SecondaryContactIds">The ids of the other contacts, oldest first: by creation time, then id.</param>
public sealed record ContactResponse(
    long PrimaryContactId,
    IReadOnlyList<string> Emails,
    IReadOnlyList<string> PhoneNumbers,
    IReadOnlyList<long> SecondaryContactIds);
