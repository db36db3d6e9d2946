using FluxKart.Domain.Events;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>Writes an event as the feed shows it, since a receiver gets the same.</summary>
public interface IEventBody
{
    /// <returns>JSON in UTF-8. The same event always has the same bytes.</returns>
    byte[] ToJson(RecordedEvent recorded);
}
