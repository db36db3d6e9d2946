using System.Buffers;

namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>The notes of an import that can be stored.</summary>
internal static class ImportNotes
{
    // Years and numbers of columns have fewer digits than a phone number.
    private const int DigitsOfAValue = 6;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>
    /// The notes without those that may hold an email address or a phone number. A note names columns, and a file without a header has
    /// values there.
    /// </summary>
    public static IReadOnlyList<string> WithoutValues(IReadOnlyList<string> notes) => [.. notes.Where(note => !MayHaveValue(note))];

    private static bool MayHaveValue(string note) => note.Contains('@') || note.Count(Digits.Contains) >= DigitsOfAValue;
}
