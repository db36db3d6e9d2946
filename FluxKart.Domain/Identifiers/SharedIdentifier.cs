namespace FluxKart.Domain.Identifiers;

/// <summary>
/// The mark of an identifier that several people use, such as a family's phone. It is stored and returned, but never links. It has either
/// an email address or a phone number.
/// </summary>
/// <remarks>Source: HTTP contract, section 5.</remarks>
public sealed class SharedIdentifier
{
    private SharedIdentifier()
    {
    }

    /// <param name="identifier">The email address or the phone number.</param>
    /// <param name="reason">Why; null if no reason was given.</param>
    /// <param name="isTakenApart">See <see cref="IsTakenApart"/>.</param>
    public SharedIdentifier(Identifier identifier, string? reason, bool isTakenApart)
    {
        Email = identifier as EmailAddress;
        PhoneNumber = identifier as PhoneNumber;
        Reason = reason;
        IsTakenApart = isTakenApart;
    }

    /// <summary>Assigned by the database on insert, and never reused; 0 until then.</summary>
    public long Id { get; private set; }

    /// <summary>Null if it is a phone number.</summary>
    public EmailAddress? Email { get; private set; }

    /// <summary>Null if it is an email address.</summary>
    public PhoneNumber? PhoneNumber { get; private set; }

    /// <summary>The operator's own words, or why the service itself marked it. Null if no reason was given.</summary>
    public string? Reason { get; private set; }

    /// <summary>
    /// Whether the customers that held it have been taken apart, so that it links nothing at all. Otherwise the links that it made before
    /// it was marked still hold, until a split ends them.
    /// </summary>
    public bool IsTakenApart { get; private set; }

    /// <summary>UTC, set by the database's clock on insert.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The email address or the phone number.</summary>
    public Identifier Identifier => (Identifier?)Email ?? PhoneNumber ?? throw new InvalidOperationException("The mark has no identifier.");

    /// <summary>Whether the mark is not yet saved and therefore has no id.</summary>
    public bool IsNew => Id == 0;

    /// <summary>Sets the id and the creation time that the database assigned on insert.</summary>
    /// <exception cref="InvalidOperationException">The mark already has an id.</exception>
    public void MarkInserted(long id, DateTime createdAt)
    {
        if (!IsNew)
            throw new InvalidOperationException($"Shared identifier {Id} has already been inserted.");
        Id = id;
        CreatedAt = createdAt;
    }

    /// <summary>Gives the mark another value: its identifier, written by the rules of today.</summary>
    public void Revise(Identifier identifier)
    {
        Email = identifier as EmailAddress;
        PhoneNumber = identifier as PhoneNumber;
    }

    /// <summary>Records that the customers that hold the identifier are taken apart.</summary>
    public void TakeApart() => IsTakenApart = true;
}
