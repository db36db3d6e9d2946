namespace FluxKart.Infrastructure.Persistence;

/// <summary>The service cannot start on its database. The message is one line for the operator: what is wrong and what to do.</summary>
public sealed class DatabaseNotReadyException(string message, Exception? innerException = null) : Exception(message, innerException);
