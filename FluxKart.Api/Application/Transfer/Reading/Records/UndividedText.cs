using System.Text;

namespace FluxKart.Api.Application.Transfer.Reading.Records;

/// <summary>
/// The text of a record that cannot be divided into columns. In the file of refused rows it comes after them, so it is never read as a value.
/// </summary>
internal static class UndividedText
{
    private const string Cut = "…";

    /// <summary>Cells that are empty in all columns, and the whole text after them.</summary>
    /// <param name="text">The record as UTF-8. Invalid bytes are replaced.</param>
    /// <param name="columns">How many columns the file has.</param>
    public static string[] ToCells(ReadOnlySpan<byte> text, int columns) => Cells(ToText(text), columns);

    /// <summary>The same for a record of which only the first bytes are known.</summary>
    public static string[] BeginningToCells(ReadOnlySpan<byte> beginning, int columns) =>
        // The last character may have been cut.
        Cells(ToText(beginning).TrimEnd('\uFFFD') + Cut, columns);

    // U+FFFF marks bytes that are invalid in another encoding than UTF-8.
    private static string ToText(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text).Replace('\uFFFF', '\uFFFD');

    private static string[] Cells(string text, int columns) => [.. Enumerable.Repeat("", columns), text];
}
