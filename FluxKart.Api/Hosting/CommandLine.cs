using FluxKart.Api.Access;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Hosting;

/// <summary>The arguments that the service is started with: settings, as the configuration's command line provider reads them.</summary>
internal static class CommandLine
{
    /// <exception cref="OptionsValidationException">
    /// One is no setting, and would be passed over. The message counts it and does not quote it: it may be the end of a password with a space.
    /// </exception>
    public static void Check(string[] args)
    {
        for (var index = 0; index < args.Length; index++)
        {
            var length = LengthOfSetting(args.AsSpan(index));
            if (length == 0)
            {
                throw new OptionsValidationException(nameof(CommandLine), typeof(CommandLine),
                [
                    $"Argument {index + 1} of the command line is no setting; write settings as --Name=value, such as --urls=http://localhost:3000. "
                    + $"The only command is {NewKeyCommand.Name}, which comes first: {NewKeyCommand.Example}.",
                ]);
            }

            index += length - 1;
        }
    }

    /// <summary>How many arguments the setting that they begin with is made of: <c>--Name=value</c>, <c>--Name value</c>, or with a slash; 0 is none.</summary>
    private static int LengthOfSetting(ReadOnlySpan<string> args) => args[0] switch
    {
        ['-', not '-', ..] or ['-'] => 0,
        ['=', ..] or ['/', '=', ..] or ['-', '-', '=', ..] => 0,
        var text when text.Contains('=', StringComparison.Ordinal) => 1,
        ['-', '-', _, ..] or ['/', _, ..] when args.Length > 1 && !args[1].StartsWith("--", StringComparison.Ordinal) => 2,
        _ => 0,
    };
}
