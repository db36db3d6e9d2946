namespace FluxKart.Api.Contracts;

/// <summary>The whole customer to whom the request belongs.</summary>
public sealed record IdentifyResponse(ContactResponse Contact);
