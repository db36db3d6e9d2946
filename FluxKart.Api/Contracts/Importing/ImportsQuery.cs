using FluxKart.Api.Contracts.Customers;

namespace FluxKart.Api.Contracts.Importing;

/// <summary>Which part of the imports to return.</summary>
public sealed class ImportsQuery : PageQuery;
