namespace FluxKart.Domain.Customers;

/// <summary>The database has no room for the locks of a set. Nothing was written. A smaller set may fit.</summary>
public sealed class TooManyLocksException(Exception innerException)
    : Exception("The database has no room for so many locks at once.", innerException);
