namespace FluxKart.Domain.Customers;

/// <summary>There is no room for the temporary file of a <see cref="ITrialStore"/>, or its folder cannot be used.</summary>
public sealed class TrialStoreException(Exception reason) : IOException(
    "The temporary file of the dry run cannot be written. Its disk may be full. "
    + "Set the environment variable SQLITE_TMPDIR to a folder with more space.",
    reason);
