using System.Diagnostics;
using OpenTelemetry;

namespace FluxKart.Api.Telemetry;

/// <summary>
/// Takes out of a request's trace what the client wrote into it as it liked, which could be an email address, a phone number or a key. The
/// route remains.
/// </summary>
/// <remarks>Source of the tags: OpenTelemetry's semantic conventions for HTTP spans.</remarks>
internal sealed class ClientTextRemoval : BaseProcessor<Activity>
{
    private static readonly string[] ClientTexts = ["server.address", "url.path", "url.query", "user_agent.original", "http.request.method_original"];

    // At once, because the links of the batches take it over.
    public override void OnStart(Activity data) => data.TraceStateString = null;

    public override void OnEnd(Activity data)
    {
        foreach (var tag in ClientTexts)
            data.SetTag(tag, null);
    }
}
