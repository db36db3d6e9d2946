namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// The locks that a transaction has taken do not cover what it then found: another had merged or created a customer in between. The unit of
/// work runs again, and then knows which locks to take.
/// </summary>
internal sealed class LocksOutdatedException() : Exception("The customers changed before they could be locked.");
