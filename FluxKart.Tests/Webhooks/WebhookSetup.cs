namespace FluxKart.Tests.Webhooks;

/// <summary>How the tests configure an endpoint.</summary>
internal static class WebhookSetup
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// <summary>The settings of one endpoint.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(LocalReceiver receiver, int index = 0, string name = "shop") =>
    [
        new($"Webhooks:Endpoints:{index}:Name", name),
        new($"Webhooks:Endpoints:{index}:Url", receiver.Url.ToString()),
        new($"Webhooks:Endpoints:{index}:Secrets:0", Secret),
    ];
}
