namespace FluxKart.Api.Application.Batching;

/// <summary>The queue is full or too slow, or the service is stopping: nothing of the request has been done.</summary>
internal sealed class OverloadedException(string lane) : Exception($"The lane '{lane}' accepts no more requests for now.");
