using FluxKart.Domain.Events;

namespace FluxKart.Infrastructure.Persistence.Events;

/// <summary>An event to insert.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="ContactId">The customer's primary contact; null if the event is not about a customer.</param>
/// <param name="Data">JSON.</param>
/// <param name="OtherContactIds">The other contacts that the event names, each once.</param>
internal sealed record NewEvent(string Type, long? ContactId, string Data, IReadOnlyCollection<long> OtherContactIds)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(NewEvent);

    public static NewEvent Of(CustomerEvent customerEvent)
    {
        var data = customerEvent.ToData();
        return new NewEvent(
            customerEvent.Type,
            customerEvent.Primary?.Id,
            EventDataConverter.ToJson(data),
            [.. data.NamedContactIds().Where(id => id != customerEvent.Primary?.Id)]);
    }
}
