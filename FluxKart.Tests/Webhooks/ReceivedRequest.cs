using System.Net;

namespace FluxKart.Tests.Webhooks;

/// <summary>A request as a receiver got it.</summary>
internal sealed class ReceivedRequest
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>Which connection it came by. Requests with the same id shared one.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>Since the receiver was created.</summary>
    public required TimeSpan ArrivedAt { get; init; }

    /// <summary>When its response was complete; null until then. Two requests overlap if one arrived before the other departed.</summary>
    public TimeSpan? DepartedAt { get; set; }

    /// <summary>The status of its response; null while it is not complete.</summary>
    public HttpStatusCode? Status { get; set; }

    public string Header(string name) => Headers[name];
}
