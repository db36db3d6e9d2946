using Microsoft.Extensions.Options;

namespace FluxKart.Api.Operations.Commands;

/// <summary>The arguments of a command: its own options, and settings of the service.</summary>
internal static class CommandArguments
{
    // The first argument is the command's name.
    private const int FirstPosition = 2;

    /// <summary>The settings that do not belong to a group. Any other name without a group is a misspelled option.</summary>
    private static readonly string[] UngroupedSettings =
        ["--DATABASE_URL", "--environment", "--contentRoot", "--urls", "--applicationName", "--shutdownTimeoutSeconds"];

    /// <param name="command">The command's name.</param>
    /// <param name="options">The names of its options, such as <c>--output</c>.</param>
    /// <param name="args">What follows the command's name. Each option has a value.</param>
    /// <exception cref="OptionsValidationException">
    /// An argument is neither an option nor a setting. The message gives its position and does not quote it: it may be the rest of a
    /// password that contains a space.
    /// </exception>
    public static void Check(string command, string[] options, string[] args)
    {
        for (var index = 0; index < args.Length; index++)
        {
            var length = CommandLine.LengthOfSetting(args.AsSpan(index));
            var name = NameOf(args[index]);
            var isKnown = IsSetting(name) || options.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (!isKnown && (length > 0 || args[index].StartsWith('-')))
                throw Invalid(NotAnOption(command, options, FirstPosition + index));
            if (length == 0)
            {
                throw Invalid(
                    CommandLine.NotASetting(FirstPosition + index)
                    + $"The options of {command} are {string.Join(", ", options)}; --help explains them.");
            }

            index += length - 1;
        }
    }

    /// <summary>Whether it is the name of a setting, such as <c>--Database:Provider</c>.</summary>
    public static bool IsSetting(string name) =>
        name.Contains(':', StringComparison.Ordinal) || UngroupedSettings.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with an argument that looks like an option.</summary>
    public static string NotAnOption(string command, string[] options, int position) =>
        $"Argument {position} of the command line is not an option of {command}. The options are {string.Join(", ", options)}; "
        + "settings are written as --Database:Provider=PostgreSql.";

    /// <summary>The name in the form <c>--name</c>. The configuration also reads <c>/name</c>, and <c>name</c> before <c>=</c>.</summary>
    private static string NameOf(string arg) => $"--{arg.Split('=', 2)[0].TrimStart('-', '/')}";

    private static OptionsValidationException Invalid(string failure) =>
        new(nameof(CommandArguments), typeof(CommandArguments), [failure]);
}
