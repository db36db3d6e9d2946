using System.Globalization;

namespace FluxKart.Api.Operations.Commands;

/// <summary>Numbers as people read them.</summary>
internal static class Quantity
{
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <param name="number">How many.</param>
    /// <param name="noun">What, in the singular. Its plural has an s.</param>
    public static string Of(long number, string noun) => number == 1 ? $"1 {noun}" : $"{Of(number)} {noun}s";
}
