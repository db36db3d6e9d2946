namespace FluxKart.Domain.Customers;

/// <summary>
/// A load into an empty database has left nothing behind: somebody else has written in the meantime, or the database could not be reached.
/// The same customers can be saved set by set.
/// </summary>
public sealed class InitialLoadFailedException : Exception
{
    public InitialLoadFailedException(string message)
        : base(message)
    {
    }

    public InitialLoadFailedException(Exception fault)
        : base("The load into the empty database failed.", fault)
    {
    }
}
