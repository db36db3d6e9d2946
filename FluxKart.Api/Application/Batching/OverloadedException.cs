namespace FluxKart.Api.Application.Batching;

/// <summary>The queue is full, or the service is stopping: the request was not accepted, and nothing of it has been done.</summary>
internal sealed class OverloadedException(string lane) : Exception($"The lane '{lane}' accepts no more requests for now.");
