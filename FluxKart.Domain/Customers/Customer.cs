using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// The aggregate: a primary contact and all secondaries linked to it. Each change is recorded as a <see cref="CustomerEvent"/> in a journal
/// that all customers of one <see cref="CustomerSet"/> share, so that their events stay in order.
/// </summary>
public sealed class Customer
{
    private readonly List<Contact> contacts;
    private readonly ICollection<CustomerEvent> journal;
    private Customer? absorbedBy;

    private Customer(Contact primary, List<Contact> contacts, ICollection<CustomerEvent> journal)
    {
        Primary = primary;
        this.contacts = contacts;
        this.journal = journal;
    }

    /// <summary>By the age of the primary contact.</summary>
    internal static IComparer<Customer> OldestFirst { get; } = Comparer<Customer>.Create(
        (one, other) => Contact.OldestFirst.Compare(one.Primary, other.Primary));

    /// <summary>The contact whose id identifies the customer.</summary>
    public Contact Primary { get; private set; }

    /// <summary>All contacts, the primary included, in no particular order. Empty once the customer has been absorbed.</summary>
    public IReadOnlyList<Contact> Contacts => contacts;

    /// <summary>This customer, or the one that it is part of after being absorbed.</summary>
    public Customer Current => absorbedBy?.Current ?? this;

    /// <summary>Recreates a stored customer.</summary>
    /// <param name="primary">Its primary contact.</param>
    /// <param name="contacts">All of its contacts, the primary included.</param>
    /// <param name="journal">Where the customer records events.</param>
    public static Customer Load(Contact primary, IEnumerable<Contact> contacts, ICollection<CustomerEvent> journal) =>
        new(primary, [.. contacts], journal);

    /// <summary>Creates a customer with one contact.</summary>
    /// <param name="details">The identifiers of its first contact.</param>
    /// <param name="place">The contact's position among the contacts created together, from 1.</param>
    /// <param name="createdAt">When the contact came into being, in UTC; null if the database's clock says it.</param>
    /// <param name="journal">Where the customer records events.</param>
    public static Customer Create(ContactDetails details, int place, DateTime? createdAt, ICollection<CustomerEvent> journal)
    {
        var primary = Contact.CreatePrimary(details, place, createdAt);
        journal.Add(new ContactCreated(primary));
        return new Customer(primary, [primary], journal);
    }

    /// <summary>Adds a new secondary.</summary>
    /// <param name="details">The identifiers of the contact.</param>
    /// <param name="place">The contact's position among the contacts created together, from 1.</param>
    /// <param name="createdAt">
    /// When the contact came into being, in UTC; null if the database's clock says it. Not before the primary.
    /// </param>
    /// <param name="matchedBy">Why the contact belongs to this customer.</param>
    public Contact Add(ContactDetails details, int place, DateTime? createdAt, MatchedBy matchedBy)
    {
        var secondary = Contact.CreateSecondary(details, Primary, place, createdAt);
        contacts.Add(secondary);
        journal.Add(new ContactLinked(Primary, secondary, matchedBy));
        return secondary;
    }

    /// <summary>
    /// Makes every link point directly at the primary, and the primary a primary. Nothing changes unless another program broke a link.
    /// </summary>
    /// <returns>The contacts whose link has changed.</returns>
    public IReadOnlyList<Contact> RepairLinks()
    {
        var changed = contacts.FindAll(contact => contact == Primary
            ? contact.LinkPrecedence != LinkPrecedence.Primary
            : contact.LinkedId != Primary.Id);
        if (changed.Contains(Primary))
            Primary.Promote();
        foreach (var contact in changed.Where(contact => contact != Primary))
            contact.LinkTo(Primary);
        return changed;
    }

    /// <summary>Whether at least one of the contacts is saved.</summary>
    public bool IsStored => !Primary.IsNew || contacts.Exists(contact => !contact.IsNew);

    /// <summary>Whether one of the contacts has this id.</summary>
    public bool Has(long contactId) => contacts.Exists(contact => contact.Id == contactId);

    /// <summary>The customer as it is now. A contact that is not saved has id 0.</summary>
    public CustomerSnapshot ToSnapshot() => CustomerSnapshot.Of(Primary, contacts);

    /// <summary>Clears the email addresses and phone numbers of all contacts, for ever.</summary>
    /// <param name="reason">The operator's own words; null if no reason was given.</param>
    public void Erase(string? reason)
    {
        foreach (var contact in contacts)
            contact.Erase();
        journal.Add(new CustomerErased(Primary, [.. contacts], reason));
    }

    /// <summary>
    /// Makes some of the contacts a customer of their own, and the oldest of them its primary. They keep what linked them before.
    /// </summary>
    /// <param name="part">The contacts. The primary is not among them.</param>
    /// <param name="isKeptApart">Whether no order ever joins the two again.</param>
    /// <param name="reason">The operator's own words; null if no reason was given.</param>
    public Customer Detach(IReadOnlyCollection<Contact> part, bool isKeptApart, string? reason)
    {
        contacts.RemoveAll(part.ToHashSet().Contains);
        var detached = new Customer(Gather(part), [.. part], journal);
        journal.Add(new CustomerSplit(Primary, detached.Primary, detached.contacts, isKeptApart, reason));
        return detached;
    }

    /// <summary>
    /// Clears the values of contacts that should never have been. If the primary is among them, the oldest contact replaces it.
    /// </summary>
    /// <param name="removed">The contacts.</param>
    /// <param name="left">The primaries of what the rest falls apart into, oldest first; empty if nothing is left.</param>
    /// <param name="reason">The operator's own words; null if no reason was given.</param>
    public void Remove(IReadOnlySet<Contact> removed, IReadOnlyList<Contact> left, string? reason)
    {
        contacts.RemoveAll(removed.Contains);
        foreach (var contact in removed)
            contact.Erase();
        if (removed.Contains(Primary) && contacts.Count > 0)
            Primary = Gather(contacts);
        journal.Add(new ContactsRemoved(Primary, [.. removed], left, reason));
    }

    /// <summary>Takes over all contacts of other customers. Their primaries are demoted and their secondaries re-pointed.</summary>
    /// <param name="others">The other customers. Not empty.</param>
    /// <param name="matchedBy">Why they are the same customer; null if a person has merged them.</param>
    /// <param name="reason">The operator's own words; null if no reason was given, or if a request has merged them.</param>
    /// <returns>The contacts that changed their primary.</returns>
    public IReadOnlyList<Contact> Absorb(IReadOnlyCollection<Customer> others, MatchedBy? matchedBy, string? reason)
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

        journal.Add(new CustomersMerged(Primary, [.. others.Select(other => other.Primary)], moved, matchedBy, reason));
        return moved;
    }

    /// <summary>Links contacts to the oldest of them, which becomes a primary.</summary>
    private static Contact Gather(IReadOnlyCollection<Contact> contacts)
    {
        var primary = contacts.Min(Contact.OldestFirst)!;
        primary.Promote();
        foreach (var contact in contacts.Where(contact => contact != primary))
            contact.LinkTo(primary);
        return primary;
    }
}
