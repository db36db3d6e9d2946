using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Contacts;

/// <summary>
/// One combination of email address and phone number that a shopper has used. Contacts of one customer are linked: each secondary points
/// straight at the primary.
/// </summary>
public sealed class Contact
{
    private Contact()
    {
    }

    private Contact(ContactDetails details)
    {
        Email = details.Email;
        PhoneNumber = details.PhoneNumber;
    }

    /// <summary>Given by the database as it inserts, and never reused; 0 until then.</summary>
    public long Id { get; private set; }

    public EmailAddress? Email { get; private set; }

    public PhoneNumber? PhoneNumber { get; private set; }

    /// <summary>The primary's id; null for a primary. 0 while the primary itself is not yet saved.</summary>
    public long? LinkedId { get => LinkedTo?.Id ?? field; private set; }

    /// <summary>The primary itself, when the link was made since the contact was loaded or created; otherwise null.</summary>
    public Contact? LinkedTo { get; private set; }

    public LinkPrecedence LinkPrecedence { get; private set; }

    /// <summary>UTC, by the database's clock as it inserts, so that "oldest" means one clock however many servers run.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>UTC, by the database's clock at the last change; as it was loaded.</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>UTC; null for a live contact. One with a value is invisible to matching.</summary>
    public DateTime? DeletedAt { get; private set; }

    /// <summary>A new customer's first contact.</summary>
    public static Contact CreatePrimary(ContactDetails details) => new(details);

    /// <summary>A further contact of the customer that <paramref name="primary"/> names.</summary>
    public static Contact CreateSecondary(ContactDetails details, Contact primary)
    {
        var contact = new Contact(details);
        contact.LinkTo(primary);
        return contact;
    }

    /// <summary>Makes this contact a secondary of <paramref name="primary"/>: demotes it if it was a primary, else re-points it.</summary>
    /// <exception cref="ArgumentException"><paramref name="primary"/> is itself a secondary, or this very contact.</exception>
    public void LinkTo(Contact primary)
    {
        if (primary == this || primary.LinkPrecedence != LinkPrecedence.Primary)
            throw new ArgumentException("Links are one step deep: a contact is linked to another that is primary.", nameof(primary));
        LinkedTo = primary;
        LinkPrecedence = LinkPrecedence.Secondary;
    }

    /// <summary>Takes over what the database gave a new contact as it inserted it.</summary>
    /// <exception cref="InvalidOperationException">The contact has an id already.</exception>
    public void MarkInserted(long id, DateTime createdAt)
    {
        if (Id != 0)
            throw new InvalidOperationException($"Contact {Id} has been inserted before.");
        Id = id;
        CreatedAt = createdAt;
    }
}
