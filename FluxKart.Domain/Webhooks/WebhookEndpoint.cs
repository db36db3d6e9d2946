namespace FluxKart.Domain.Webhooks;

/// <summary>A receiver of events, as the operator has configured it.</summary>
/// <param name="Name">Unique, ignoring case.</param>
/// <param name="Url">Where to post the events: <c>https</c>, or <c>http</c> to this machine.</param>
/// <param name="Types">Which of <see cref="Events.EventTypes"/> to send; empty for all.</param>
public sealed record WebhookEndpoint(string Name, Uri Url, IReadOnlyList<string> Types)
{
    /// <summary>In characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>The name under which its state is stored, so that the case of its letters can be changed.</summary>
    public string Key => Name.ToLowerInvariant();

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(WebhookEndpoint);
}
