namespace FluxKart.Api.Contracts.Customers;

/// <summary>Two customers that no order ever joins, each named by one of its contacts.</summary>
/// <param name="ContactId">A contact of the one customer: the lower id of the two.</param>
/// <param name="OtherContactId">A contact of the other customer.</param>
public sealed record KeptApartResponse(long ContactId, long OtherContactId);
