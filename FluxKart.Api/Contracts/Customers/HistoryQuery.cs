namespace FluxKart.Api.Contracts.Customers;

/// <summary>Which part of the events of a customer to return.</summary>
public sealed class HistoryQuery : PageQuery;
