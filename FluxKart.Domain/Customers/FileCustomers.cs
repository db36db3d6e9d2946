using System.Security.Cryptography;
using System.Text;
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
    private readonly Dictionary<string, (Customer Customer, Contact Contact)> applied = [];
    private readonly HashSet<Contact> appliedContacts = [];

    /// <summary>The ids of the contacts that are known of these customers of the file.</summary>
    public IReadOnlyCollection<long> ContactIdsOf(IEnumerable<string> customers)
    {
        var ids = new HashSet<long>();
        foreach (var customer in customers)
        {
            if (contactIds.TryGetValue(KeyOf(customer), out var id))
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
            contactIds[KeyOf(customer)] = contact.Id;
            knownContactIds.Add(contact.Id);
        }

        Reset();
    }

    /// <summary>What a customer of the file has become; null if it has not become anything yet, or that has been erased.</summary>
    /// <param name="customer">What the file calls the customer.</param>
    /// <param name="loaded">The stored customers that are loaded, by the ids of their contacts.</param>
    internal Customer? Find(string customer, IReadOnlyDictionary<long, Customer> loaded) =>
        applied.TryGetValue(customer, out var known) ? known.Customer.Current
        : contactIds.TryGetValue(KeyOf(customer), out var id) ? loaded.GetValueOrDefault(id)?.Current
        : null;

    /// <summary>Whether a customer of the file has become this stored one.</summary>
    internal bool Include(Customer customer) =>
        knownContactIds.Count + appliedContacts.Count > 0
        && customer.Contacts.Any(contact => knownContactIds.Contains(contact.Id) || appliedContacts.Contains(contact));

    /// <summary>Records what a customer of the file has become, unless that is known already.</summary>
    internal void Add(string customer, Customer stored)
    {
        var contact = stored.Contacts.FirstOrDefault(other => knownContactIds.Contains(other.Id) || appliedContacts.Contains(other))
            ?? stored.Primary;
        if (applied.TryAdd(customer, (stored, contact)))
            appliedContacts.Add(contact);
    }

    // So that memory does not depend on the length of the text. Two customers never have the same hash in practice.
    private static UInt128 KeyOf(string customer)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(customer), hash);
        return BitConverter.ToUInt128(hash);
    }
}
