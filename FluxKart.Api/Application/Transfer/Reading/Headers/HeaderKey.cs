using System.Text.RegularExpressions;

namespace FluxKart.Api.Application.Transfer.Reading.Headers;

/// <summary>The form in which column names are compared: their letters and digits in lower case.</summary>
internal static partial class HeaderKey
{
    public static string Of(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>The same for all columns that differ only in a number, as <c>email1value</c> and <c>email2value</c> do.</summary>
    public static string WithoutNumbers(string key) => Digits().Replace(key, "#");

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
