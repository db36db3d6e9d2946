namespace FluxKart.Api.Contracts;

/// <summary>The whole customer that the request belongs to.</summary>
public sealed record IdentifyResponse(ContactResponse Contact);
