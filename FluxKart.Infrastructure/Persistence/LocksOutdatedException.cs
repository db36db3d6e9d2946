namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// A transaction's locks do not cover all customers that it then loaded, because another transaction merged or created a customer in
/// between. The unit of work runs again, and then knows which locks to take.
/// </summary>
internal sealed class LocksOutdatedException() : Exception("The customers changed before they could be locked.");
