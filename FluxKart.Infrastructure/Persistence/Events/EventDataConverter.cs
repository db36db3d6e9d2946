using System.Text.Json;
using System.Text.Json.Serialization;
using FluxKart.Domain.Events;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FluxKart.Infrastructure.Persistence.Events;

/// <summary>Stores the data of an event as JSON, without the properties that are null.</summary>
internal sealed class EventDataConverter() : ValueConverter<EventData, string>(data => ToJson(data), json => FromJson(json))
{
    /// <summary>The data of an event that says nothing more.</summary>
    public const string Empty = "{}";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string ToJson(EventData data) => JsonSerializer.Serialize(data, Options);

    private static EventData FromJson(string json) => JsonSerializer.Deserialize<EventData>(json, Options)
        ?? throw new JsonException("The data of an event is null.");
}
