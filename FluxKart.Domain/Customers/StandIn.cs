namespace FluxKart.Domain.Customers;

/// <summary>
/// Takes the place of a removed contact in what events say about it, so that a link which did not depend on that contact alone still holds.
/// </summary>
/// <param name="RemovedId">The removed contact.</param>
/// <param name="Role">In what it takes its place.</param>
/// <param name="ContactId">The live contact.</param>
public sealed record StandIn(long RemovedId, StandInRole Role, long ContactId);
