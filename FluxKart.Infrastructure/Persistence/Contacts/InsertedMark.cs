namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>What the database assigned to a new mark of a shared identifier.</summary>
internal sealed record InsertedMark(long Id, string? Email, string? PhoneNumber, DateTime CreatedAt)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(InsertedMark);
}
