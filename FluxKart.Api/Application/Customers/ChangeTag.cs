using System.Globalization;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Customers;

/// <summary>Stands for the customers that a change returns. Two changes with the same result have the same tag.</summary>
public static class ChangeTag
{
    // No identifier has it.
    private const char Separator = '\n';

    /// <returns>32 hexadecimal digits.</returns>
    public static string Of(IReadOnlyList<CustomerSnapshot> customers) =>
        TextHash.Of(string.Join(Separator, customers.SelectMany(PartsOf))).ToString("x32", CultureInfo.InvariantCulture);

    private static IEnumerable<string> PartsOf(CustomerSnapshot customer) =>
    [
        TextOf(customer.PrimaryContactId),
        .. customer.Emails.Select(email => email.Value),
        .. customer.PhoneNumbers.Select(phoneNumber => phoneNumber.Value),
        // A phone number can look like an id, and ids come before and after it.
        "",
        .. customer.SecondaryContactIds.Select(TextOf),
        "",
    ];

    private static string TextOf(long id) => id.ToString(CultureInfo.InvariantCulture);
}
