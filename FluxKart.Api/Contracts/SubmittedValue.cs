using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts;

/// <summary>
/// A JSON value where an identifier is expected, kept as submitted. Reading accepts every type. A wrong type is then reported by field,
/// like every other mistake, and all mistakes of a request are reported together.
/// </summary>
/// <param name="Kind">The kind of JSON value.</param>
/// <param name="Text">The string, or the integer's digits; null for the other kinds.</param>
[JsonConverter(typeof(SubmittedValueConverter))]
public readonly record struct SubmittedValue(SubmittedKind Kind, string? Text)
{
    /// <summary>A string, or null.</summary>
    public static SubmittedValue Of(string? text) => text is null ? default : new SubmittedValue(SubmittedKind.Text, text);

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(SubmittedValue);
}
