using System.Runtime.InteropServices;
using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Customers;

/// <summary>The customers that hold each identifier of one kind. A customer that has been absorbed counts as the one that absorbed it.</summary>
internal sealed class HolderIndex<TIdentifier>
    where TIdentifier : class
{
    private readonly Dictionary<TIdentifier, List<Holder>> holders = [];

    /// <summary>Adds a contact. Those of one customer come oldest first.</summary>
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

    /// <summary>Adds the customers that hold the identifier to those found before, each once.</summary>
    /// <param name="identifier">What to look for; null is held by nobody.</param>
    /// <param name="found">The customers found so far.</param>
    /// <returns>The oldest contact that holds the identifier, or null if none does.</returns>
    public Contact? AddHolders(TIdentifier? identifier, List<Customer> found)
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

    /// <param name="Customer">A customer that holds the identifier, or held it before it was absorbed.</param>
    /// <param name="Contact">Its oldest contact that does.</param>
    private readonly record struct Holder(Customer Customer, Contact Contact);
}
