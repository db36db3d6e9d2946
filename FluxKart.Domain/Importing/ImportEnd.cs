namespace FluxKart.Domain.Importing;

/// <summary>How an import has ended.</summary>
/// <param name="State">Not <see cref="ImportState.Running"/>.</param>
/// <param name="At">UTC.</param>
/// <param name="Error">Why it failed, in whole sentences without a value of the file; null unless it did.</param>
/// <param name="Notes">What was detected or assumed about the file, in whole sentences without a value of it.</param>
public sealed record ImportEnd(ImportState State, DateTime At, string? Error, IReadOnlyList<string> Notes)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ImportEnd);
}
