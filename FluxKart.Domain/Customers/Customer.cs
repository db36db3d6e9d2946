using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// A customer as one request found or left it: a primary contact and all that are linked to it. It keeps the contacts themselves, so ids
/// and creation times of contacts that the request created are right once <see cref="IContactRepository.SaveAsync"/> has returned; read
/// nothing of it before.
/// </summary>
public sealed class Customer
{
    private readonly Contact primary;
    private readonly Contact[] contacts;
    private bool inOrder;

    internal Customer(Contact primary, IReadOnlyCollection<Contact> contacts, IdentificationOutcome outcome, int mergedCount)
    {
        this.primary = primary;
        this.contacts = [.. contacts];
        Outcome = outcome;
        MergedCount = mergedCount;
    }

    /// <summary>What the request has changed.</summary>
    public IdentificationOutcome Outcome { get; }

    /// <summary>How many other customers have become part of this one by the request.</summary>
    public int MergedCount { get; }

    /// <summary>How many contacts the customer has.</summary>
    public int Size => contacts.Length;

    public long PrimaryContactId => primary.Id;

    /// <summary>The primary's own first, when it has one; then the other contacts' in order of (createdAt, id), each once.</summary>
    public IReadOnlyList<EmailAddress> Emails => EachOnce(contact => contact.Email);

    /// <summary>The primary's own first, when it has one; then the other contacts' in order of (createdAt, id), each once.</summary>
    public IReadOnlyList<PhoneNumber> PhoneNumbers => EachOnce(contact => contact.PhoneNumber);

    /// <summary>In order of (createdAt, id).</summary>
    public IReadOnlyList<long> SecondaryContactIds => Array.ConvertAll(InOrder()[1..], contact => contact.Id);

    private List<TIdentifier> EachOnce<TIdentifier>(Func<Contact, TIdentifier?> identifierOf)
        where TIdentifier : class
    {
        var identifiers = new List<TIdentifier>();
        var seen = new HashSet<TIdentifier>();
        foreach (var contact in InOrder())
        {
            if (identifierOf(contact) is { } identifier && seen.Add(identifier))
                identifiers.Add(identifier);
        }

        return identifiers;
    }

    /// <summary>The primary, then the others in order of (createdAt, id), which is known only once they have been saved.</summary>
    private Contact[] InOrder()
    {
        if (!inOrder)
        {
            Array.Sort(contacts, (one, other) =>
                one == primary || other == primary
                    ? (other == primary).CompareTo(one == primary)
                    : (one.CreatedAt, one.Id).CompareTo((other.CreatedAt, other.Id)));
            inOrder = true;
        }

        return contacts;
    }
}
