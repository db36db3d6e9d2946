namespace FluxKart.Api.Contracts.Webhooks;

/// <summary>Where to begin again. Unknown properties are ignored.</summary>
[RequestExample("""{"after": 1200}""")]
public sealed class ReplayRequest
{
    /// <summary>The id of the last event that is not sent again; 0 to send all events.</summary>
    public SubmittedPosition After { get; init; }
}
