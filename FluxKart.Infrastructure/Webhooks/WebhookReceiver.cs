using FluxKart.Domain.Events;
using FluxKart.Domain.Webhooks;
using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>An endpoint, and how its requests are signed.</summary>
/// <param name="Endpoint">Where the events go.</param>
/// <param name="Secrets">At least one. While a secret is replaced, the old and the new one both sign.</param>
internal sealed record WebhookReceiver(WebhookEndpoint Endpoint, IReadOnlyList<SigningSecret> Secrets)
{
    private static readonly string SecretForm =
        $"{SigningSecret.Prefix} and the base64 of {SigningSecret.MinBytes} to {SigningSecret.MaxBytes} random bytes, which this command "
        + $"creates: echo \"{SigningSecret.Prefix}$(openssl rand -base64 32)\".";

    /// <returns>Null if a setting of the endpoint is invalid. Every failure is recorded, and none quotes a secret or a URL.</returns>
    public static WebhookReceiver? Read(SettingsReader settings, string entry)
    {
        var name = ReadName(settings, $"{entry}:{nameof(WebhookEndpoint.Name)}");
        var url = ReceiverUrl.Read(settings, $"{entry}:{nameof(WebhookEndpoint.Url)}");
        var secrets = ReadSecrets(settings, $"{entry}:{nameof(Secrets)}");
        var types = ReadTypes(settings, $"{entry}:{nameof(WebhookEndpoint.Types)}");
        return name is null || url is null || secrets is null || types is null
            ? null
            : new WebhookReceiver(new WebhookEndpoint(name, url, types), secrets);
    }

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(WebhookReceiver);

    private static string? ReadName(SettingsReader settings, string key)
    {
        if (settings.Text(key) is { Length: <= WebhookEndpoint.MaxNameLength } name && name.All(IsInName))
            return name;
        settings.Fail(
            $"{key} is missing or invalid; set 1 to {WebhookEndpoint.MaxNameLength} letters, digits, '-', '_' or '.', such as mail-tool.");
        return null;
    }

    private static bool IsInName(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';

    private static List<SigningSecret>? ReadSecrets(SettingsReader settings, string key)
    {
        var entries = settings.Entries(key, $"{key} has a value, but it is a list; set {key}:0 to {SecretForm}");
        if (entries.Count == 0 && settings.Text(key) is null)
            settings.Fail($"{key} is missing; set {key}:0 to {SecretForm}");

        var secrets = new List<SigningSecret>();
        foreach (var entry in entries)
        {
            if (SigningSecret.TryParse(settings.Text(entry)?.Trim() ?? "", out var secret))
                secrets.Add(secret);
            else
                settings.Fail($"{entry} is not a signing secret; set it to {SecretForm}");
        }

        return secrets.Count > 0 && secrets.Count == entries.Count ? secrets : null;
    }

    private static List<string>? ReadTypes(SettingsReader settings, string key)
    {
        var howToFix = $"set {key}:0 to one of {string.Join(", ", EventTypes.All)}, or remove {key} to send all.";
        var entries = settings.Entries(key, $"{key} has a value, but it is a list; {howToFix}");
        var types = entries.Select(entry => settings.Text(entry) ?? "").Distinct().ToList();
        if (types.TrueForAll(EventTypes.All.Contains))
            return types;
        settings.Fail($"{key} has an unknown type of event; {howToFix}");
        return null;
    }
}
