using System.Diagnostics;

namespace FluxKart.Api.Application.Identification.Batching;

/// <summary>
/// A batch that runs, in its own trace and in the traces of its requests. The batch is linked to its requests, and each request to the
/// batch, where the database's commands are. A request also has an event when the batch starts and when it ends, because samplers may keep
/// the trace of a request without that of its batch.
/// </summary>
internal sealed class BatchTrace : IDisposable
{
    private readonly List<Activity> requests;
    private readonly KeyValuePair<string, object?> queue;
    private readonly Activity? batch;

    /// <param name="source">Starts the batch's own trace.</param>
    /// <param name="queue">The tag of the queue.</param>
    /// <param name="requests">The requests that have a trace.</param>
    public BatchTrace(ActivitySource source, KeyValuePair<string, object?> queue, List<Activity> requests)
    {
        this.requests = requests;
        this.queue = queue;
        batch = source.StartActivity(
            $"identify batch, {queue.Value}",
            ActivityKind.Internal,
            parentContext: default,
            links: requests.Select(request => new ActivityLink(request.Context)));
        AddEvents("batch started");
        if (batch is not { IsAllDataRequested: true })
            return;
        foreach (var request in requests)
            request.AddLink(new ActivityLink(batch.Context));
    }

    public void Dispose()
    {
        AddEvents("batch ended");
        batch?.Dispose();
    }

    private void AddEvents(string name)
    {
        foreach (var request in requests)
            request.AddEvent(new ActivityEvent(name, tags: new ActivityTagsCollection([queue])));
    }
}
