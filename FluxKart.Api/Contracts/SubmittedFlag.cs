using System.Text.Json;
using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts;

/// <summary>A JSON value where true or false is expected. Like <see cref="SubmittedId"/>, reading accepts every type.</summary>
/// <param name="Value">Null if the value was left out, is null, or is of another type.</param>
/// <param name="IsOfAnotherType">Whether the value is neither true nor false nor null.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct SubmittedFlag(bool? Value, bool IsOfAnotherType)
{
    internal sealed class Converter : JsonConverter<SubmittedFlag>
    {
        public override bool HandleNull => true;

        public override SubmittedFlag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.Null:
                    return default;
                case JsonTokenType.True or JsonTokenType.False:
                    return new SubmittedFlag(reader.GetBoolean(), IsOfAnotherType: false);
                default:
                    _ = reader.TrySkip();
                    return new SubmittedFlag(null, IsOfAnotherType: true);
            }
        }

        public override void Write(Utf8JsonWriter writer, SubmittedFlag value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A submitted flag is never written.");
    }
}
