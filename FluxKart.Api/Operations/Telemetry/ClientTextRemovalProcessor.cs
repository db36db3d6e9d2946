using System.Diagnostics;
using OpenTelemetry;

namespace FluxKart.Api.Operations.Telemetry;

/// <summary>
/// Removes free text that the client wrote from a request's trace, because it could be an email address, a phone number or a key. The route
/// remains.
/// </summary>
/// <remarks>Source of the tags: OpenTelemetry's semantic conventions for HTTP spans.</remarks>
internal sealed class ClientTextRemovalProcessor : BaseProcessor<Activity>
{
    private static readonly string[] ClientTexts =
        ["server.address", "url.path", "url.query", "user_agent.original", "http.request.method_original"];

    // At the start, because the links of the batches copy it.
    public override void OnStart(Activity data) => data.TraceStateString = null;

    public override void OnEnd(Activity data)
    {
        foreach (var tag in ClientTexts)
            data.SetTag(tag, null);
    }
}
