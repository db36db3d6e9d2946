namespace FluxKart.Api.Contracts.Customers;

/// <summary>Which part of the customers that hold a value to return.</summary>
public sealed class LookupQuery : PageQuery;
