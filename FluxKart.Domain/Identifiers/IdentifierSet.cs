namespace FluxKart.Domain.Identifiers;

/// <summary>The distinct email addresses and phone numbers of a set of requests.</summary>
public sealed record IdentifierSet(IReadOnlyCollection<EmailAddress> Emails, IReadOnlyCollection<PhoneNumber> PhoneNumbers)
{
    /// <summary>No identifiers.</summary>
    public static IdentifierSet Empty { get; } = new([], []);

    public static IdentifierSet Of(IReadOnlyCollection<ContactDetails> requests) => new(
        requests.Select(details => details.Email).OfType<EmailAddress>().ToHashSet(),
        requests.Select(details => details.PhoneNumber).OfType<PhoneNumber>().ToHashSet());
}
