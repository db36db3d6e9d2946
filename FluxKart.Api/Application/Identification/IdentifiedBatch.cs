using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Identification;

/// <summary>What a unit of work did for a batch. It counts only once the unit has committed.</summary>
/// <param name="Customers">The customer as each request left it, in the order of the requests.</param>
/// <param name="Events">What happened, in order.</param>
internal sealed record IdentifiedBatch(IReadOnlyList<IdentifiedCustomer> Customers, IReadOnlyList<CustomerEvent> Events);
