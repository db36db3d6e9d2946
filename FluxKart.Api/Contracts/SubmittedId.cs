using System.Text.Json;
using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts;

/// <summary>
/// A JSON value where an id is expected. Reading accepts every type. A wrong type is then reported by field, like every other mistake, and
/// all mistakes of a request are reported together.
/// </summary>
/// <param name="Value">The id; 0 if the value cannot be an id; null if it was left out, or is null.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct SubmittedId(long? Value)
{
    internal const long Unusable = 0;

    /// <summary>Reads the value at the reader's position, and leaves the reader at its end.</summary>
    /// <returns>The id; <see cref="Unusable"/> if the value cannot be an id.</returns>
    internal static long Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetInt64(out var id) && id > 0 ? id : Unusable;
        // Not Skip, which throws if the body has not arrived completely. The value itself has.
        _ = reader.TrySkip();
        return Unusable;
    }

    internal sealed class Converter : JsonConverter<SubmittedId>
    {
        public override bool HandleNull => true;

        public override SubmittedId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? default : new SubmittedId(SubmittedId.Read(ref reader));

        public override void Write(Utf8JsonWriter writer, SubmittedId value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A submitted id is never written.");
    }
}
