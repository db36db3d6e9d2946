namespace FluxKart.Infrastructure.Persistence;

/// <summary>The table of the original service that was dropped.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">How many rows it had.</param>
/// <param name="Functions">The functions that were dropped with it, each with its parameters.</param>
public sealed record DroppedTable(string Name, long Rows, IReadOnlyList<string> Functions)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(DroppedTable);
}
