namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>Text of a file that goes to a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Without control characters, which a terminal would execute.</summary>
    public static string Of(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));
}
