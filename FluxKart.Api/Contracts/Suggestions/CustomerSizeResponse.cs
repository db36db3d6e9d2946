namespace FluxKart.Api.Contracts.Suggestions;

/// <summary>How large a customer is.</summary>
/// <param name="PrimaryContactId">The id of its primary contact.</param>
/// <param name="Contacts">How many contacts it has.</param>
public sealed record CustomerSizeResponse(long PrimaryContactId, int Contacts);
