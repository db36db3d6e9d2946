namespace FluxKart.Domain.Identifiers;

/// <summary>What one request says about a shopper: an email address, a phone number, or both.</summary>
public sealed record ContactDetails
{
    /// <exception cref="ArgumentException">Neither value is given.</exception>
    public ContactDetails(EmailAddress? email, PhoneNumber? phoneNumber)
    {
        if (email is null && phoneNumber is null)
            throw new ArgumentException("An email address or a phone number is required.");
        Email = email;
        PhoneNumber = phoneNumber;
    }

    /// <summary>Null if the request has none; then there is a phone number.</summary>
    public EmailAddress? Email { get; }

    /// <summary>Null if the request has none; then there is an email address.</summary>
    public PhoneNumber? PhoneNumber { get; }

    /// <summary>Its email address and its phone number, as far as it has them.</summary>
    public IEnumerable<Identifier> Identifiers => new Identifier?[] { Email, PhoneNumber }.OfType<Identifier>();

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ContactDetails);
}
