namespace FluxKart.Api.Application.Identification;

/// <summary>What became of a request to identify: an <see cref="IdentifiedCustomer"/>, or a <see cref="RefusedIdentification"/>.</summary>
public abstract record IdentificationResult;
