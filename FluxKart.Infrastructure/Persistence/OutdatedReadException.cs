namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// What was read before the locks were held is outdated: another transaction has merged, created or marked something since. So the locks
/// may not cover all customers that matter, or the load may have left some out. The unit of work runs again, and then knows more.
/// </summary>
internal sealed class OutdatedReadException() : Exception("The customers changed before they could be locked.");
