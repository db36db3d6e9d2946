using FluxKart.Api.Application.Transfer.Reading;

namespace FluxKart.Api.Application.Transfer.Sampling;

/// <summary>Reads the first rows of a file, so that a person can see how it would be imported. Nothing is stored.</summary>
public interface IFileSamples
{
    /// <summary>Reads the header and the first rows.</summary>
    /// <param name="file">The file, or its beginning.</param>
    /// <param name="reading">How to read it.</param>
    /// <param name="maxRows">The largest number of rows to read.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The sample, or a fault if the file is not a CSV or NDJSON file with known columns.</returns>
    Task<SampleResult> ReadAsync(Stream file, ReadingOptions reading, int maxRows, CancellationToken cancellationToken);
}
