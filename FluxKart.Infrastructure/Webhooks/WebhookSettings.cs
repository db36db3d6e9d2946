using FluxKart.Domain.Webhooks;
using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>The configuration section <c>Webhooks</c>.</summary>
public sealed class WebhookSettings
{
    private const string SectionName = "Webhooks";
    private const string EndpointsKey = $"{SectionName}:{nameof(Endpoints)}";

    internal WebhookSettings(IReadOnlyList<WebhookReceiver> receivers)
    {
        Receivers = receivers;
        Endpoints = [.. receivers.Select(receiver => receiver.Endpoint)];
    }

    /// <summary>In the order of the configuration.</summary>
    public IReadOnlyList<WebhookEndpoint> Endpoints { get; }

    /// <summary>The same endpoints, with their secrets.</summary>
    internal IReadOnlyList<WebhookReceiver> Receivers { get; }

    public static WebhookSettings Read(SettingsReader settings)
    {
        // A value in place of the list or of an entry would be lost, and its receiver would get nothing.
        const string mistake =
            $"{EndpointsKey} has a value that is not an entry in a list of endpoints, and would be ignored; set {EndpointsKey}:0:Name, "
            + $"{EndpointsKey}:0:Url and {EndpointsKey}:0:Secrets:0.";
        var entries = settings.Entries(EndpointsKey, mistake);
        settings.Require(entries.All(entry => settings.Text(entry) is null), mistake);

        var receivers = entries.Select(entry => WebhookReceiver.Read(settings, entry)).OfType<WebhookReceiver>().ToList();
        settings.RequireKnownNames(SectionName);
        settings.Require(
            receivers.DistinctBy(receiver => receiver.Endpoint.Name, StringComparer.OrdinalIgnoreCase).Count() == receivers.Count,
            $"{EndpointsKey} has the same Name twice (upper and lower case count as the same); give each endpoint a name of its own.");
        return new WebhookSettings(receivers);
    }
}
