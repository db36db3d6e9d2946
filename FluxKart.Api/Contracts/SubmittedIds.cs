using System.Text.Json;
using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts;

/// <summary>A JSON value where an array of ids is expected. Like <see cref="SubmittedId"/>, reading accepts every type.</summary>
/// <param name="Values">In their order, each 0 that cannot be an id; null if the value is not an array, or was left out.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct SubmittedIds(IReadOnlyList<long>? Values)
{
    internal sealed class Converter : JsonConverter<SubmittedIds>
    {
        public override bool HandleNull => true;

        public override SubmittedIds Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                _ = reader.TrySkip();
                return default;
            }

            var ids = new List<long>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                ids.Add(SubmittedId.Read(ref reader));
            return new SubmittedIds(ids);
        }

        public override void Write(Utf8JsonWriter writer, SubmittedIds value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Submitted ids are never written.");
    }
}
