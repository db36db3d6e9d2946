namespace FluxKart.Api.Security.Keys;

/// <summary>What the client may do.</summary>
/// <param name="KeyRequired">Whether the service has API keys, so that a client needs one.</param>
/// <param name="Scopes">What the key of the request allows, from the least to the most. Empty without a key, and for an unknown one.</param>
public sealed record AccessResponse(bool KeyRequired, IReadOnlyList<string> Scopes);
