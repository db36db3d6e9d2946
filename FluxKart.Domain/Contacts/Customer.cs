namespace FluxKart.Domain.Contacts;

/// <summary>
/// A customer as one request found or left it: a primary contact and all that are linked to it. It keeps the contacts themselves, so ids
/// and creation times of contacts that the request created are right once <see cref="IContactRepository.SaveAsync"/> has returned; read
/// nothing of it before.
/// </summary>
public sealed class Customer
{
    private readonly Contact primary;
    private readonly Contact[] contacts;

    internal Customer(Contact primary, IReadOnlyCollection<Contact> contacts)
    {
        this.primary = primary;
        this.contacts = [.. contacts];
    }

    public long PrimaryContactId => primary.Id;

    /// <summary>The primary's own first, when it has one; then the other contacts' in order of (createdAt, id), each once.</summary>
    public IReadOnlyList<EmailAddress> Emails => [.. InOrder().Select(contact => contact.Email).OfType<EmailAddress>().Distinct()];

    /// <summary>The primary's own first, when it has one; then the other contacts' in order of (createdAt, id), each once.</summary>
    public IReadOnlyList<PhoneNumber> PhoneNumbers =>
        [.. InOrder().Select(contact => contact.PhoneNumber).OfType<PhoneNumber>().Distinct()];

    /// <summary>In order of (createdAt, id).</summary>
    public IReadOnlyList<long> SecondaryContactIds => [.. Secondaries().Select(contact => contact.Id)];

    private IEnumerable<Contact> InOrder() => Secondaries().Prepend(primary);

    private IEnumerable<Contact> Secondaries() =>
        contacts.Where(contact => contact != primary).OrderBy(contact => contact.CreatedAt).ThenBy(contact => contact.Id);
}
