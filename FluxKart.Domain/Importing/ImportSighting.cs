namespace FluxKart.Domain.Importing;

/// <summary>An import that has not ended, as it was when someone looked.</summary>
/// <param name="Id">The id of the import.</param>
/// <param name="Owner">The process that runs it.</param>
/// <param name="Beat">Grows as long as the process lives and reaches the database.</param>
public sealed record ImportSighting(long Id, string Owner, long Beat)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ImportSighting);
}
