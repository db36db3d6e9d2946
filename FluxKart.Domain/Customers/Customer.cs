using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>The aggregate: a primary contact and all secondaries that are linked to it.</summary>
public sealed class Customer
{
    private readonly List<Contact> contacts;
    private Customer? absorbedBy;

    private Customer(Contact primary, List<Contact> contacts)
    {
        Primary = primary;
        this.contacts = contacts;
    }

    /// <summary>The contact whose id names the customer.</summary>
    public Contact Primary { get; }

    /// <summary>All contacts, the primary included, in no particular order. None once the customer has been absorbed.</summary>
    public IReadOnlyList<Contact> Contacts => contacts;

    /// <summary>This customer, or the one that has absorbed it.</summary>
    public Customer Current => absorbedBy?.Current ?? this;

    /// <summary>A customer as it is stored.</summary>
    /// <param name="primary">Its primary contact.</param>
    /// <param name="contacts">All of its contacts, the primary included.</param>
    public static Customer Load(Contact primary, IEnumerable<Contact> contacts) => new(primary, [.. contacts]);

    /// <summary>A new customer of one contact.</summary>
    /// <param name="details">The identifiers of its first contact.</param>
    /// <param name="place">The contact's position among the contacts created together, from 1.</param>
    public static Customer Create(ContactDetails details, int place)
    {
        var primary = Contact.CreatePrimary(details, place);
        return new Customer(primary, [primary]);
    }

    /// <summary>Adds a new secondary.</summary>
    /// <param name="details">The identifiers of the contact.</param>
    /// <param name="place">The contact's position among the contacts created together, from 1.</param>
    public Contact Add(ContactDetails details, int place)
    {
        var secondary = Contact.CreateSecondary(details, Primary, place);
        contacts.Add(secondary);
        return secondary;
    }

    /// <summary>Takes over all contacts of other customers. Their primaries are demoted, and their secondaries re-pointed.</summary>
    /// <returns>The contacts that changed their primary.</returns>
    public IReadOnlyList<Contact> Absorb(IReadOnlyCollection<Customer> others)
    {
        var moved = others.SelectMany(other => other.contacts).ToList();
        foreach (var contact in moved)
            contact.LinkTo(Primary);
        contacts.AddRange(moved);
        foreach (var other in others)
        {
            other.contacts.Clear();
            other.absorbedBy = this;
        }

        return moved;
    }
}
