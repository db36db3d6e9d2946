using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>What one row of a file of customers says about a customer.</summary>
public sealed record FileRow
{
    private FileRow(IReadOnlyList<ContactDetails> contacts) => Contacts = contacts;

    /// <summary>
    /// The contacts that hold all identifiers of the row. Never empty. Where there are both kinds, each further address comes with the
    /// first number, and each further number with the first address.
    /// </summary>
    public IReadOnlyList<ContactDetails> Contacts { get; }

    /// <summary>When the contacts came into being, in UTC; null if the row does not say it.</summary>
    public DateTime? CreatedAt { get; init; }

    /// <summary>The customer of the file that the row belongs to, as a hash of its name there. Null if the file does not say it.</summary>
    public UInt128? Customer { get; init; }

    /// <summary>The identifiers of the row that rows of another customer of the file have as well.</summary>
    public IReadOnlyCollection<Identifier> HeldBySeveral { get; init; } = [];

    /// <param name="emails">The addresses, the most important first.</param>
    /// <param name="phoneNumbers">The numbers, the most important first.</param>
    /// <exception cref="ArgumentException">There is neither an address nor a number.</exception>
    public static FileRow Of(IReadOnlyList<EmailAddress> emails, IReadOnlyList<PhoneNumber> phoneNumbers)
    {
        var email = emails.Count > 0 ? emails[0] : null;
        var phoneNumber = phoneNumbers.Count > 0 ? phoneNumbers[0] : null;
        return new FileRow(
        [
            new ContactDetails(email, phoneNumber),
            .. emails.Skip(1).Select(other => new ContactDetails(other, phoneNumber)),
            .. phoneNumbers.Skip(1).Select(other => new ContactDetails(email, other)),
        ]);
    }

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(FileRow);
}
