namespace FluxKart.Api.Contracts;

/// <summary>The whole customer that the request belongs to.</summary>
[ResponseExample(
    """
    {
      "contact": {
        "primaryContactId": 1,
        "emails": ["other@example.com", "name@example.com"],
        "phoneNumbers": ["123456"],
        "secondaryContactIds": [2]
      }
    }
    """)]
public sealed record IdentifyResponse(ContactResponse Contact);
