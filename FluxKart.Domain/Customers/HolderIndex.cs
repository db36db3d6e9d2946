using System.Runtime.InteropServices;
using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Customers;

/// <summary>Finds the customers that hold an identifier of one kind. An absorbed customer counts as the one that absorbed it.</summary>
internal sealed class HolderIndex<TIdentifier>
    where TIdentifier : class
{
    private readonly Dictionary<TIdentifier, List<Holder>> holders = [];

    /// <summary>Adds a contact. The contacts of one customer must be added oldest first.</summary>
    /// <param name="identifier">What the contact holds; null is ignored.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="customer">Its customer.</param>
    public void Add(TIdentifier? identifier, Contact contact, Customer customer)
    {
        if (identifier is null)
            return;
        var known = CollectionsMarshal.GetValueRefOrAddDefault(holders, identifier, out _) ??= [];
        if (!known.Exists(holder => holder.Customer == customer))
            known.Add(new Holder(customer, contact));
    }

    /// <summary>Adds the customers that hold the identifier to <paramref name="found"/>, each once.</summary>
    /// <param name="identifier">What to look for; null has no holders.</param>
    /// <param name="found">The customers found so far, to which this call adds.</param>
    /// <returns>The oldest contact that holds the identifier, or null if none does.</returns>
    public Contact? CollectHolders(TIdentifier? identifier, List<Customer> found)
    {
        if (identifier is null || !holders.TryGetValue(identifier, out var known))
            return null;
        Contact? oldest = null;
        foreach (var (customer, contact) in known)
        {
            if (!found.Contains(customer.Current))
                found.Add(customer.Current);
            if (oldest is null || Contact.OldestFirst.Compare(contact, oldest) < 0)
                oldest = contact;
        }

        return oldest;
    }

    /// <summary>Whether the customer holds the identifier.</summary>
    public bool IsHeldBy(Customer customer, TIdentifier identifier) =>
        holders.TryGetValue(identifier, out var known) && known.Exists(holder => holder.Customer.Current == customer);

    /// <param name="Customer">The customer that held the identifier when it was added. It may have been absorbed since.</param>
    /// <param name="Contact">Its oldest contact with the identifier.</param>
    private readonly record struct Holder(Customer Customer, Contact Contact);
}
