using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Contacts;

/// <summary>
/// A combination of email address and phone number that a shopper has used. The contacts of one customer are linked: each secondary points
/// directly at the primary.
/// </summary>
public sealed class Contact
{
    private Contact()
    {
    }

    private Contact(ContactDetails details, int place, DateTime? createdAt)
    {
        Email = details.Email;
        PhoneNumber = details.PhoneNumber;
        Place = place;
        CreatedAt = createdAt ?? default;
    }

    /// <summary>
    /// By (createdAt, id). Of contacts of the same age, those that are not yet saved come last, in order of creation. A contact whose
    /// creation time the database will assign is younger than all others.
    /// </summary>
    public static IComparer<Contact> OldestFirst { get; } = Comparer<Contact>.Create((one, other) =>
        one.Age != other.Age
            ? one.Age.CompareTo(other.Age)
            : (one.IsNew, one.Id, one.Place).CompareTo((other.IsNew, other.Id, other.Place)));

    /// <summary>Assigned by the database on insert, and never reused; 0 until then.</summary>
    public long Id { get; private set; }

    public EmailAddress? Email { get; private set; }

    public PhoneNumber? PhoneNumber { get; private set; }

    /// <summary>The primary's id. Null for a primary, and for a secondary whose primary is not yet saved.</summary>
    public long? LinkedId { get => LinkedTo is null ? field : LinkedTo.IsNew ? null : LinkedTo.Id; private set; }

    /// <summary>The primary itself, if the link was made after the contact was loaded or created; otherwise null.</summary>
    public Contact? LinkedTo { get; private set; }

    public LinkPrecedence LinkPrecedence { get; private set; }

    /// <summary>
    /// UTC. Set by the database's clock on insert, so that "oldest" means the same to all servers, unless a file says when the contact came
    /// into being.
    /// </summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>UTC; null for a live contact. A deleted contact never matches.</summary>
    public DateTime? DeletedAt { get; private set; }

    /// <summary>The position, from 1, among the contacts created together; 0 for a loaded contact. Not stored.</summary>
    public int Place { get; }

    /// <summary>Its email address and its phone number, as far as it has them.</summary>
    public IEnumerable<Identifier> Identifiers => new Identifier?[] { Email, PhoneNumber }.OfType<Identifier>();

    /// <summary>Whether the contact is not yet saved and therefore has no id.</summary>
    public bool IsNew => Id == 0;

    /// <summary>Whether its creation time is known: it is stored, or a file says it.</summary>
    public bool IsDated => CreatedAt != default;

    private DateTime Age => IsDated ? CreatedAt : DateTime.MaxValue;

    /// <summary>Recreates a stored contact. Its values have been normalised already, and are not checked again.</summary>
    public static Contact FromStored(StoredContact stored) => new()
    {
        Id = stored.Id,
        Email = stored.Email,
        PhoneNumber = stored.PhoneNumber,
        LinkedId = stored.LinkedId,
        LinkPrecedence = stored.LinkPrecedence,
        CreatedAt = stored.CreatedAt,
    };

    /// <summary>Creates the first contact of a new customer.</summary>
    /// <param name="details">The identifiers that the contact holds.</param>
    /// <param name="place">Its position among the contacts created together, from 1.</param>
    /// <param name="createdAt">When it came into being, in UTC; null if the database's clock says it.</param>
    public static Contact CreatePrimary(ContactDetails details, int place, DateTime? createdAt = null) => new(details, place, createdAt);

    /// <summary>Creates another contact of the customer whose primary is <paramref name="primary"/>.</summary>
    /// <param name="details">The identifiers that the contact holds.</param>
    /// <param name="primary">The customer's primary contact.</param>
    /// <param name="place">Its position among the contacts created together, from 1.</param>
    /// <param name="createdAt">When it came into being, in UTC; null if the database's clock says it.</param>
    /// <exception cref="ArgumentException"><paramref name="primary"/> is a secondary.</exception>
    public static Contact CreateSecondary(ContactDetails details, Contact primary, int place, DateTime? createdAt = null)
    {
        var contact = new Contact(details, place, createdAt);
        contact.LinkTo(primary);
        return contact;
    }

    /// <summary>Sorts contacts, oldest first.</summary>
    /// <remarks>They nearly always come in that order. Checking that takes a small part of the time of a sort.</remarks>
    public static void SortOldestFirst(Span<Contact> contacts)
    {
        for (var place = 1; place < contacts.Length; place++)
        {
            if (OldestFirst.Compare(contacts[place - 1], contacts[place]) > 0)
            {
                contacts.Sort(OldestFirst);
                return;
            }
        }
    }

    /// <summary>Makes this contact a secondary of <paramref name="primary"/>. A primary is demoted, a secondary is re-pointed.</summary>
    /// <exception cref="ArgumentException"><paramref name="primary"/> is a secondary, or this contact itself.</exception>
    public void LinkTo(Contact primary)
    {
        if (primary == this || primary.LinkPrecedence != LinkPrecedence.Primary)
            throw new ArgumentException("A contact can only be linked to another contact that is a primary.", nameof(primary));
        LinkedTo = primary;
        LinkPrecedence = LinkPrecedence.Secondary;
    }

    /// <summary>Makes this secondary the primary of a customer that has lost its own.</summary>
    public void Promote()
    {
        LinkedTo = null;
        LinkedId = null;
        LinkPrecedence = LinkPrecedence.Primary;
    }

    /// <summary>Whether a contact of that time would be older than this one.</summary>
    /// <param name="createdAt">UTC; null for a contact whose time the database will assign.</param>
    public bool IsYoungerThan(DateTime? createdAt) => createdAt < Age;

    /// <summary>Gives the contact other values: what it holds, written by the rules of today.</summary>
    public void Revise(ContactDetails details)
    {
        Email = details.Email;
        PhoneNumber = details.PhoneNumber;
    }

    /// <summary>Clears the email address and the phone number. The save sets <see cref="DeletedAt"/> in the database.</summary>
    public void Erase()
    {
        Email = null;
        PhoneNumber = null;
    }

    /// <summary>Sets the id and the creation time that the database assigned on insert.</summary>
    /// <exception cref="InvalidOperationException">The contact already has an id.</exception>
    public void MarkInserted(long id, DateTime createdAt)
    {
        if (!IsNew)
            throw new InvalidOperationException($"Contact {Id} has already been inserted.");
        Id = id;
        CreatedAt = createdAt;
    }
}
