using System.Runtime.InteropServices;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>Finds the customers that hold an identifier. An absorbed customer counts as the one that absorbed it.</summary>
internal sealed class HolderIndex
{
    // The first of each identifier's chain of holders. Nearly all chains have only one, which costs less than a list.
    private readonly Dictionary<Identifier, Holder> holders = [];

    /// <summary>Makes room for contacts.</summary>
    /// <param name="contacts">How many will be added.</param>
    public void EnsureCapacity(int contacts) => holders.EnsureCapacity(2 * contacts);

    /// <summary>Adds a contact.</summary>
    public void Add(Contact contact, Customer customer)
    {
        Add(contact.Email, contact, customer);
        Add(contact.PhoneNumber, contact, customer);
    }

    /// <summary>Adds the customers that hold the identifier to <paramref name="found"/>, each once, oldest first.</summary>
    /// <param name="identifier">What to look for.</param>
    /// <param name="found">The customers found so far, to which this call adds.</param>
    public void CollectHolders(Identifier identifier, List<Customer> found)
    {
        var first = found.Count;
        for (var holder = FirstHolder(identifier); holder is not null; holder = holder.Next)
        {
            if (!found.Contains(holder.Customer.Current))
                found.Add(holder.Customer.Current);
        }

        if (found.Count - first > 1)
            found.Sort(first, found.Count - first, Customer.OldestFirst);
    }

    /// <summary>The oldest contact of these customers that holds the identifier; null if none of them does.</summary>
    public Contact? OldestHolder(Identifier identifier, List<Customer> customers)
    {
        Contact? oldest = null;
        for (var holder = FirstHolder(identifier); holder is not null; holder = holder.Next)
        {
            if ((oldest is null || Contact.OldestFirst.Compare(holder.Contact, oldest) < 0) && customers.Contains(holder.Customer.Current))
                oldest = holder.Contact;
        }

        return oldest;
    }

    /// <summary>Whether any customer holds the identifier.</summary>
    public bool Contain(Identifier identifier) => holders.ContainsKey(identifier);

    /// <summary>Whether the customer holds the identifier.</summary>
    public bool IsHeldBy(Customer customer, Identifier identifier)
    {
        for (var holder = FirstHolder(identifier); holder is not null; holder = holder.Next)
        {
            if (holder.Customer.Current == customer)
                return true;
        }

        return false;
    }

    private Holder? FirstHolder(Identifier identifier) => holders.GetValueOrDefault(identifier);

    private void Add(Identifier? identifier, Contact contact, Customer customer)
    {
        if (identifier is null)
            return;
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(holders, identifier, out _);
        var known = first;
        while (known is not null && known.Customer != customer)
            known = known.Next;
        if (known is null)
            first = new Holder(customer, contact, first);
        else if (Contact.OldestFirst.Compare(contact, known.Contact) < 0)
            known.Contact = contact;
    }

    private sealed class Holder(Customer customer, Contact contact, Holder? next)
    {
        /// <summary>The customer that held the identifier when it was added. It may have been absorbed since.</summary>
        public Customer Customer { get; } = customer;

        /// <summary>Its oldest contact with the identifier.</summary>
        public Contact Contact { get; set; } = contact;

        /// <summary>Another customer that holds the identifier.</summary>
        public Holder? Next { get; } = next;
    }
}
