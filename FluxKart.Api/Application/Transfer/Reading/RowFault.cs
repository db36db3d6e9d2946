namespace FluxKart.Api.Application.Transfer.Reading;

/// <summary>What is wrong with a row or a value of it.</summary>
/// <param name="Column">The name of the column as the file has it; null if the row as a whole is wrong.</param>
/// <param name="Error">A sentence that says how to fix it. It never quotes a value.</param>
internal sealed record RowFault(string? Column, string Error)
{
    /// <summary>Without the name, since a file without a header has values there.</summary>
    public override string ToString() => nameof(RowFault);
}
