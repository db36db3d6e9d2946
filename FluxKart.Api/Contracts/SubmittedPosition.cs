using System.Text.Json;
using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts;

/// <summary>
/// A JSON value where a position in the feed is expected: the id of an event, or 0 for its beginning. Like <see cref="SubmittedId"/>,
/// reading accepts every type.
/// </summary>
/// <param name="Value">The position; null if the value cannot be one, was left out, or is null.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct SubmittedPosition(long? Value)
{
    internal sealed class Converter : JsonConverter<SubmittedPosition>
    {
        public override bool HandleNull => true;

        public override SubmittedPosition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number)
                return reader.TryGetInt64(out var position) && position >= 0 ? new SubmittedPosition(position) : default;
            // Not Skip, which throws if the body has not arrived completely. The value itself has.
            _ = reader.TrySkip();
            return default;
        }

        public override void Write(Utf8JsonWriter writer, SubmittedPosition value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A submitted position is never written.");
    }
}
