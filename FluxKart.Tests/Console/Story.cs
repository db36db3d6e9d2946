using System.Net;
using System.Text.Json;
using FluxKart.Tests.EndToEnd;

namespace FluxKart.Tests.Console;

/// <summary>
/// Customers with something of everything. Customer 1 is a family of three that shares a phone number, and eve, who was joined by hand and
/// whose own number is shared. Dora is customer 4.
/// </summary>
internal static class Story
{
    public const string FamilyPhone = "+4930901820";
    public const string SharedPhone = "+4930901821";
    public const long OtherCustomer = 4;

    public static async Task CreateStoryAsync(this HttpClient client)
    {
        await client.IdentifyAsync("ada@example.com", FamilyPhone);
        await client.IdentifyAsync("ben@example.com", FamilyPhone);
        await client.IdentifyAsync("cleo@example.com", FamilyPhone);
        await client.IdentifyAsync("dora@example.com", "+4930901822");
        await client.IdentifyAsync("eve@example.com", SharedPhone);
        await client.PostJsonAsync(
            "/shared-identifiers", $$"""{"phoneNumber": "{{SharedPhone}}", "reason": "a phone box"}""", HttpStatusCode.Created);
        await client.PostJsonAsync("/contacts/1/merge", """{"contactId": 5, "reason": "confirmed by phone"}""");
    }

    /// <summary>The ids of the contacts of a customer, by any of them: "1, 2".</summary>
    public static async Task<string> ContactsOfAsync(this HttpClient client, long contact)
    {
        var records = JsonDocument.Parse(await client.GetJsonAsync($"/contacts/{contact}/records")).RootElement.GetProperty("records");
        return string.Join(", ", records.EnumerateArray().Select(record => record.GetProperty("id").GetInt64()));
    }
}
