namespace FluxKart.Api.Contracts;

/// <summary>A customer: the primary contact and all that is linked to it.</summary>
/// <param name="PrimaryContactId">The oldest contact's id, which names the customer.</param>
/// <param name="Emails">The primary's own first, when it has one; then the others' in order of (createdAt, id), each once.</param>
/// <param name="PhoneNumbers">The primary's own first, when it has one; then the others' in order of (createdAt, id), each once.</param>
/// <param name="SecondaryContactIds">In order of (createdAt, id).</param>
public sealed record ContactResponse(
    long PrimaryContactId,
    IReadOnlyList<string> Emails,
    IReadOnlyList<string> PhoneNumbers,
    IReadOnlyList<long> SecondaryContactIds);
