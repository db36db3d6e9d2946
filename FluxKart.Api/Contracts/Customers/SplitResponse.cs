namespace FluxKart.Api.Contracts.Customers;

/// <summary>The two customers that one was split into.</summary>
/// <param name="Kept">The customer of the other contacts.</param>
/// <param name="Spawned">The customer of the contacts that were sent.</param>
[ResponseExample(
    """
    {
      "kept": {
        "primaryContactId": 1,
        "emails": ["lorraine@example.com"],
        "phoneNumbers": ["123456"],
        "secondaryContactIds": []
      },
      "spawned": {
        "primaryContactId": 5,
        "emails": ["marty@example.com"],
        "phoneNumbers": ["123456"],
        "secondaryContactIds": [7]
      }
    }
    """)]
public sealed record SplitResponse(ContactResponse Kept, ContactResponse Spawned);
