namespace FluxKart.Domain.Identifiers;

/// <summary>Reads a <c>tel:</c> URI (RFC 3966), and what people write like one.</summary>
internal static class TelUri
{
    private const string Scheme = "tel:";

    public static bool Is(string folded) => folded.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>The number as people write it, with the country code of its context, and with its extension.</summary>
    /// <param name="folded">The URI in lower case.</param>
    /// <returns>Null if a parameter is unknown or sent twice: it could change whose number it is.</returns>
    public static string? ToWritten(string folded)
    {
        var parts = folded[Scheme.Length..].Split(';');
        var number = parts[0];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var extension = "";
        foreach (var parameter in parts[1..])
        {
            var assignment = parameter.IndexOf('=', StringComparison.Ordinal);
            if (assignment < 0 || assignment == parameter.Length - 1 || !seen.Add(parameter[..assignment]))
                return null;
            switch (parameter[..assignment])
            {
                case "ext":
                    extension = ";" + parameter;
                    break;
                case "phone-context":
                    // Otherwise it is a domain, which says nothing about the number.
                    if (parameter[assignment + 1] == '+')
                        number = parameter[(assignment + 1)..] + number;
                    break;
                case "isub":
                    break;
                default:
                    return null;
            }
        }

        return number + extension;
    }
}
