using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Customers;

/// <summary>A part of a list of customers.</summary>
/// <param name="Customers">In the order of the list.</param>
/// <param name="Next">The id of the last primary of the page, if there are more customers after it; otherwise null.</param>
public sealed record CustomerPage(IReadOnlyList<CustomerSnapshot> Customers, long? Next);
