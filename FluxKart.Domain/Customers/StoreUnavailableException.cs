namespace FluxKart.Domain.Customers;

/// <summary>
/// The stored contacts cannot be reached, or stayed busy through all retries. Nothing was written; or, where the connection broke during a
/// commit, what was written is what the same request would write again.
/// </summary>
public sealed class StoreUnavailableException(Exception lastFault)
    : Exception($"The database cannot be reached or stayed busy: {lastFault.GetBaseException().Message}", lastFault);
