namespace FluxKart.Api.Application.Transfer.Sampling;

/// <summary>What came of reading the beginning of a file: either its sample or a fault.</summary>
/// <param name="Sample">How the file is read; null if it cannot be read.</param>
/// <param name="Fault">Why the file cannot be read, and how to fix it, in sentences; null if it can.</param>
public sealed record SampleResult(FileSample? Sample, string? Fault)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(SampleResult);
}
