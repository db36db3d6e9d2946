namespace FluxKart.Domain.Identifiers;

/// <summary>What one request tells of a shopper: an email address, a phone number, or both.</summary>
public sealed record ContactDetails
{
    /// <exception cref="ArgumentException">Neither value is given.</exception>
    public ContactDetails(EmailAddress? email, PhoneNumber? phoneNumber)
    {
        if (email is null && phoneNumber is null)
            throw new ArgumentException("An email address or a phone number is needed.");
        Email = email;
        PhoneNumber = phoneNumber;
    }

    /// <summary>Null when the request holds none; never both null.</summary>
    public EmailAddress? Email { get; }

    /// <summary>Null when the request holds none; never both null.</summary>
    public PhoneNumber? PhoneNumber { get; }
}
