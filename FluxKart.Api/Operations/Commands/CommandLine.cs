using Microsoft.Extensions.Options;

namespace FluxKart.Api.Operations.Commands;

/// <summary>The arguments of the service: settings, as the configuration's command line provider reads them.</summary>
internal static class CommandLine
{
    /// <param name="args">The arguments.</param>
    /// <param name="first">The position of the first of them on the command line.</param>
    /// <exception cref="OptionsValidationException">
    /// An argument is not a setting, and would be ignored. The message gives its position and does not quote it: it may be the rest of a
    /// password that contains a space.
    /// </exception>
    public static void Check(string[] args, int first = 1)
    {
        for (var index = 0; index < args.Length; index++)
        {
            var length = LengthOfSetting(args.AsSpan(index));
            if (length == 0)
            {
                throw new OptionsValidationException(nameof(CommandLine), typeof(CommandLine),
                [
                    NotASetting(first + index)
                    + $"The commands are {HelpCommand.Commands}, and a command comes first; --help explains them.",
                ]);
            }

            index += length - 1;
        }
    }

    /// <summary>What is wrong with an argument that is not a setting. Another sentence can follow.</summary>
    public static string NotASetting(int position) =>
        $"Argument {position} of the command line is not a setting; write settings as --Name=value, such as --urls=http://localhost:3000. ";

    /// <summary>
    /// How many arguments the first setting takes: one for <c>--Name=value</c>, two for <c>--Name value</c>, each also with a slash; 0 if
    /// the first argument does not begin a setting.
    /// </summary>
    public static int LengthOfSetting(ReadOnlySpan<string> args) => args[0] switch
    {
        ['-', not '-', ..] or ['-'] => 0,
        ['=', ..] or ['/', '=', ..] or ['-', '-', '=', ..] => 0,
        var text when text.Contains('=', StringComparison.Ordinal) => 1,
        ['-', '-', _, ..] or ['/', _, ..] when args.Length > 1 && !args[1].StartsWith("--", StringComparison.Ordinal) => 2,
        _ => 0,
    };
}
