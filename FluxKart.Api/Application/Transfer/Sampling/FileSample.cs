namespace FluxKart.Api.Application.Transfer.Sampling;

/// <summary>How the beginning of a file is read.</summary>
/// <param name="Notes">What was detected or assumed, such as its columns, in sentences.</param>
/// <param name="Rows">The first rows, in the order of the file.</param>
public sealed record FileSample(IReadOnlyList<string> Notes, IReadOnlyList<SampleRow> Rows);
