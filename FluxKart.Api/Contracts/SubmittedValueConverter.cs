using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts;

internal sealed class SubmittedValueConverter : JsonConverter<SubmittedValue>
{
    public override bool HandleNull => true;

    public override SubmittedValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.String:
                return ReadString(ref reader);
            case JsonTokenType.Number:
                return ReadNumber(ref reader);
            default:
                // Not Skip, which throws if the body has not arrived completely. The value itself has.
                _ = reader.TrySkip();
                return new SubmittedValue(SubmittedKind.Other, null);
        }
    }

    public override void Write(Utf8JsonWriter writer, SubmittedValue value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A submitted value is never written.");

    private static SubmittedValue ReadString(ref Utf8JsonReader reader)
    {
        try
        {
            return SubmittedValue.Of(reader.GetString());
        }
        catch (InvalidOperationException)
        {
            // The reader reports a lone surrogate or invalid UTF-8 in a string in no other way.
            return new SubmittedValue(SubmittedKind.Other, null);
        }
    }

    private static SubmittedValue ReadNumber(ref Utf8JsonReader reader)
    {
        // As written, not as parsed: a phone number may have more digits than any integer type.
        var digits = Encoding.ASCII.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point > 0 && digits.AsSpan(point) is ".0" or ".00")
            digits = digits[..point];
        return digits.All(char.IsAsciiDigit)
            ? new SubmittedValue(SubmittedKind.Digits, digits)
            : new SubmittedValue(SubmittedKind.Other, null);
    }
}
