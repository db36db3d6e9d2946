using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Application.Identification.Batching;

/// <summary>The configuration section <c>Identification:Batching</c>.</summary>
public sealed record BatchingOptions
{
    private const string SectionName = "Identification:Batching";

    /// <summary>The most requests in a batch; 1 means a request at a time.</summary>
    public int MaxBatchSize { get; init; } = 64;

    /// <summary>The most requests that wait in a queue; one more is refused at once.</summary>
    public int MaxQueueLength { get; init; } = 4096;

    /// <summary>The most batches that read at the same time.</summary>
    public int ReadBatchesInFlight { get; init; } = 1;

    /// <summary>The most batches that write at the same time.</summary>
    public int WriteBatchesInFlight { get; init; } = 1;

    internal static BatchingOptions Read(SettingsReader settings)
    {
        var defaults = new BatchingOptions();
        return new BatchingOptions
        {
            MaxBatchSize = settings.WholeNumber($"{SectionName}:{nameof(MaxBatchSize)}", 1, 1_000) ?? defaults.MaxBatchSize,
            MaxQueueLength = settings.WholeNumber($"{SectionName}:{nameof(MaxQueueLength)}", 1, 1_000_000) ?? defaults.MaxQueueLength,
            ReadBatchesInFlight = settings.WholeNumber($"{SectionName}:{nameof(ReadBatchesInFlight)}", 1, 100)
                ?? defaults.ReadBatchesInFlight,
            WriteBatchesInFlight = settings.WholeNumber($"{SectionName}:{nameof(WriteBatchesInFlight)}", 1, 100)
                ?? defaults.WriteBatchesInFlight,
        };
    }
}
