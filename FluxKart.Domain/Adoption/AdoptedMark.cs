namespace FluxKart.Domain.Adoption;

/// <summary>An identifier that becomes shared, because the customers that hold it would together have too many contacts.</summary>
/// <param name="Id">The id of the mark, from 1.</param>
/// <param name="ContactId">A contact that holds the identifier.</param>
/// <param name="IsEmail">Whether it is the contact's email address, and not its phone number.</param>
/// <param name="Reason">Why it becomes shared.</param>
public sealed record AdoptedMark(long Id, long ContactId, bool IsEmail, string Reason)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(AdoptedMark);
}
