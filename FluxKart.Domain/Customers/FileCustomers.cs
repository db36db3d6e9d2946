using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Customers;

/// <summary>
/// Which stored customers the customers of a file have become so far. A file decides with these who belongs together, if it has a column
/// for it. It remembers a contact of each, so it takes about 70 bytes for each customer of the file.
/// </summary>
public sealed class FileCustomers
{
    private readonly Dictionary<UInt128, long> contactIds = [];
    private readonly HashSet<long> knownContactIds = [];
    // Of the rows that have been applied, but perhaps not committed.
    private readonly Dictionary<UInt128, (Customer Customer, Contact Contact)> applied = [];
    private readonly HashSet<Contact> appliedContacts = [];

    /// <summary>The ids of the contacts that are known of these customers of the file.</summary>
    public IReadOnlyCollection<long> ContactIdsOf(IEnumerable<UInt128> customers)
    {
        var ids = new HashSet<long>();
        foreach (var customer in customers)
        {
            if (contactIds.TryGetValue(customer, out var id))
                ids.Add(id);
        }

        return ids;
    }

    /// <summary>Forgets the rows that were applied since the last call of <see cref="Keep"/>. They will be applied again, or never.</summary>
    public void Reset()
    {
        applied.Clear();
        appliedContacts.Clear();
    }

    /// <summary>Keeps what the rows since then have shown. Their contacts have been saved.</summary>
    public void Keep()
    {
        foreach (var (customer, (_, contact)) in applied)
        {
            contactIds[customer] = contact.Id;
            knownContactIds.Add(contact.Id);
        }

        Reset();
    }

    /// <summary>What a customer of the file has become; null if it has not become anything yet, or that has been erased.</summary>
    /// <param name="customer">See <see cref="FileRow.Customer"/>.</param>
    /// <param name="loaded">The stored customers that are loaded, by the ids of their contacts.</param>
    internal Customer? Find(UInt128 customer, IReadOnlyDictionary<long, Customer> loaded) =>
        applied.TryGetValue(customer, out var known) ? known.Customer.Current
        : contactIds.TryGetValue(customer, out var id) ? loaded.GetValueOrDefault(id)?.Current
        : null;

    /// <summary>Whether a customer of the file has become this stored one.</summary>
    internal bool Include(Customer customer) =>
        knownContactIds.Count + appliedContacts.Count > 0 && customer.Contacts.Any(IsKnown);

    /// <summary>Records what a customer of the file has become, unless that is known already.</summary>
    internal void Add(UInt128 customer, Customer stored)
    {
        var contact = stored.Contacts.FirstOrDefault(IsKnown) ?? stored.Primary;
        if (applied.TryAdd(customer, (stored, contact)))
            appliedContacts.Add(contact);
    }

    private bool IsKnown(Contact contact) => knownContactIds.Contains(contact.Id) || appliedContacts.Contains(contact);
}
