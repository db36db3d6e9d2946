namespace FluxKart.Api.Application;

/// <summary>What a read finds for one request.</summary>
/// <param name="Known">The customer, when the request has nothing to write; otherwise null.</param>
/// <param name="PrimaryIds">The primaries of the customers that the request matches, when it has something to write.</param>
internal sealed record Recognition(IdentifiedCustomer? Known, IReadOnlyCollection<long> PrimaryIds);
