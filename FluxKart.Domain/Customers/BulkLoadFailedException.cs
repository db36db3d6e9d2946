namespace FluxKart.Domain.Customers;

/// <summary>
/// A load of new customers has left nothing behind: somebody else has written in the meantime, or the database could not be reached.
/// The same customers can be saved set by set.
/// </summary>
public sealed class BulkLoadFailedException : Exception
{
    public BulkLoadFailedException(string message)
        : base(message)
    {
    }

    public BulkLoadFailedException(Exception fault)
        : base("The load of new customers failed.", fault)
    {
    }
}
