using FluxKart.Api.Contracts.Customers;

namespace FluxKart.Api.Contracts.SharedIdentifiers;

/// <summary>Which part of the shared identifiers to return.</summary>
public sealed class SharedIdentifiersQuery : PageQuery;
