namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// The database is not ready, so the service cannot start. The message tells the operator, in one line, what is wrong and what to do.
/// </summary>
public sealed class DatabaseNotReadyException(string message, Exception? innerException = null) : Exception(message, innerException);
