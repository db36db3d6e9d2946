using System.Text.Json;
using FluxKart.Domain.Customers;

namespace FluxKart.Tests.Oracles;

/// <summary>A customer as the JSON that the oracle and the service return.</summary>
internal static class CustomerJson
{
    public static string Of(CustomerSnapshot customer) => JsonSerializer.Serialize(new
    {
        contact = new
        {
            primaryContactId = customer.PrimaryContactId,
            emails = customer.Emails.Select(email => email.Value),
            phoneNumbers = customer.PhoneNumbers.Select(phoneNumber => phoneNumber.Value),
            secondaryContactIds = customer.SecondaryContactIds,
        },
    });
}
