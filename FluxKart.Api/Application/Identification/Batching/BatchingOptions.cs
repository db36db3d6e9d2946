namespace FluxKart.Api.Application.Identification.Batching;

/// <summary>The configuration section <c>Identification:Batching</c>.</summary>
public sealed class BatchingOptions
{
    /// <summary>The most requests in a batch; 1 means a request at a time.</summary>
    public int MaxBatchSize { get; set; } = 64;

    /// <summary>The most requests that wait in a lane; one more is refused at once.</summary>
    public int MaxQueueLength { get; set; } = 4096;

    /// <summary>The most batches that read at the same time.</summary>
    public int ReadBatchesInFlight { get; set; } = 1;

    /// <summary>The most batches that write at the same time.</summary>
    public int WriteBatchesInFlight { get; set; } = 1;
}
