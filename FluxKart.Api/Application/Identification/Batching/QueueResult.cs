using System.Diagnostics.CodeAnalysis;

namespace FluxKart.Api.Application.Identification.Batching;

/// <summary>What became of a request in a queue: its result, or a refusal, and then nothing of it was done.</summary>
internal readonly record struct QueueResult<TResult>
    where TResult : class
{
    public QueueResult(TResult value) => Value = value;

    /// <summary>Too many requests waited, the request has waited too long, or the queue has stopped.</summary>
    public static QueueResult<TResult> Refused => default;

    [MemberNotNullWhen(false, nameof(Value))]
    public bool IsRefused => Value is null;

    /// <summary>Null if the request was refused.</summary>
    public TResult? Value { get; }
}
