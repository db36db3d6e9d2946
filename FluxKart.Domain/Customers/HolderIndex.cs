using System.Runtime.InteropServices;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>Finds the customers that hold an identifier. An absorbed customer counts as the one that absorbed it.</summary>
internal sealed class HolderIndex
{
    private readonly Dictionary<Identifier, List<Holder>> holders = [];

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
        if (!holders.TryGetValue(identifier, out var known))
            return;
        var first = found.Count;
        foreach (var holder in known)
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
        foreach (var holder in holders.GetValueOrDefault(identifier, []))
        {
            if ((oldest is null || Contact.OldestFirst.Compare(holder.Contact, oldest) < 0) && customers.Contains(holder.Customer.Current))
                oldest = holder.Contact;
        }

        return oldest;
    }

    /// <summary>Whether the customer holds the identifier.</summary>
    public bool IsHeldBy(Customer customer, Identifier identifier) =>
        holders.TryGetValue(identifier, out var known) && known.Exists(holder => holder.Customer.Current == customer);

    private void Add(Identifier? identifier, Contact contact, Customer customer)
    {
        if (identifier is null)
            return;
        var known = CollectionsMarshal.GetValueRefOrAddDefault(holders, identifier, out _) ??= [];
        var place = known.FindIndex(holder => holder.Customer == customer);
        if (place < 0)
            known.Add(new Holder(customer, contact));
        else if (Contact.OldestFirst.Compare(contact, known[place].Contact) < 0)
            known[place] = new Holder(customer, contact);
    }

    /// <param name="Customer">The customer that held the identifier when it was added. It may have been absorbed since.</param>
    /// <param name="Contact">Its oldest contact with the identifier.</param>
    private readonly record struct Holder(Customer Customer, Contact Contact);
}
