using System.Text.RegularExpressions;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Transfer.Reading.Values;

/// <summary>Reads the phone numbers of a cell.</summary>
internal static partial class PhoneNumberCell
{
    // Fewer digits before or after a spaced slash are rather an area code or an extension.
    private const int FewestDigitsOfANumber = 7;

    private const string Lossy =
        "A spreadsheet has rounded this phone number. Format the column as text, and export the file again.";

    // Separators that also occur within a number.
    private static readonly string[] Ambiguous = [" / ", "\n", "\r"];

    private static readonly string[] Separators = [":::", ",", ";", "|", "\n", "\r"];

    /// <summary>Adds each number of the cell to a list, and for each value that is not one, how to fix it.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="region">The country of numbers without a country code; null if it is unknown.</param>
    /// <param name="isWithoutPlus">Whether the numbers have a country code without the <c>+</c> before it.</param>
    /// <param name="numbers">The numbers of the row so far.</param>
    /// <param name="errors">How to fix the values that are not numbers.</param>
    public static void Read(string text, string? region, bool isWithoutPlus, List<PhoneNumber> numbers, List<string> errors)
    {
        // Most cells have one number.
        if (text.AsSpan().IndexOfAny('/', '\n', '\r') < 0)
        {
            ReadOneOrMore(text, region, isWithoutPlus, numbers, errors);
            return;
        }

        var ambiguous = SplitAmbiguous(text);
        if (ambiguous.Count > CellText.MaxValues)
        {
            errors.Add(CellText.TooManyValues);
            return;
        }

        foreach (var part in ambiguous)
            ReadOneOrMore(part, region, isWithoutPlus, numbers, errors);
    }

    private static List<string> SplitAmbiguous(string text)
    {
        if (!Ambiguous.Any(separator => text.Contains(separator, StringComparison.Ordinal)))
            return [text];
        var parts = CellText.Split(text, Ambiguous).ToList();
        return parts.TrueForAll(part => part.Count(char.IsDigit) >= FewestDigitsOfANumber) ? parts : [text];
    }

    private static void ReadOneOrMore(string text, string? region, bool isWithoutPlus, List<PhoneNumber> numbers, List<string> errors)
    {
        if (Exponent().IsMatch(text))
        {
            errors.Add(Lossy);
            return;
        }

        // A comma or a semicolon may also precede an extension, so the whole is tried first.
        var written = ToWritten(text, isWithoutPlus);
        if (PhoneNumber.TryCreate(written, region, out var whole, out var error))
        {
            Add(whole, numbers);
            return;
        }

        var parts = CellText.Split(text, Separators).ToList();
        if (parts is [] or [_] || parts.Count > CellText.MaxValues)
        {
            errors.Add(parts.Count > CellText.MaxValues ? CellText.TooManyValues : error);
            return;
        }

        foreach (var part in parts)
            ReadOneOrMore(part, region, isWithoutPlus, numbers, errors);
    }

    private static string ToWritten(string text, bool isWithoutPlus)
    {
        // The decimal places of a float, in the languages that write a comma before them.
        if (Float().IsMatch(text))
            text = text[..text.IndexOf(',', StringComparison.Ordinal)];
        if (!isWithoutPlus || !char.IsAsciiDigit(text[0]))
            return text;
        if (text.StartsWith("00", StringComparison.Ordinal))
            return "+" + text[2..];
        return text[0] == '0' ? text : "+" + text;
    }

    private static void Add(PhoneNumber number, List<PhoneNumber> numbers)
    {
        if (!numbers.Contains(number))
            numbers.Add(number);
    }

    [GeneratedRegex(@"\A[+-]?[0-9]+(?:[.,][0-9]+)?E[+-]?[0-9]+\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Exponent();

    [GeneratedRegex(@"\A\+?[0-9]{7,},0{1,2}\z")]
    private static partial Regex Float();
}
