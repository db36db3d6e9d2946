using Microsoft.Extensions.Options;

namespace FluxKart.Api.Operations.Commands;

/// <summary>The option that makes the service a demo. Only settings can stand beside it.</summary>
internal static class DemoOption
{
    public const string Name = "--demo";

    /// <summary>Whether the arguments have the option, also if it is not written as it should be.</summary>
    public static bool IsIn(string[] args) => args.Any(IsSpelling);

    /// <summary>The settings beside the option.</summary>
    /// <param name="args">The command line, which has the option.</param>
    /// <exception cref="OptionsValidationException">
    /// The option has a value, or a command or something else stands beside it. The message gives the position of the argument and does
    /// not quote it: it may be the rest of a password that contains a space.
    /// </exception>
    public static string[] SettingsBeside(string[] args)
    {
        var settings = new List<string>();
        for (var index = 0; index < args.Length; index++)
        {
            if (args[index] == Name)
                continue;
            var length = CommandLine.LengthOfSetting(args.AsSpan(index));
            if (length == 0 || IsSpelling(args[index]))
                throw new OptionsValidationException(nameof(DemoOption), typeof(DemoOption), [NotBeside(index + 1)]);
            settings.AddRange(args[index..(index + length)]);
            index += length - 1;
        }

        return [.. settings];
    }

    private static bool IsSpelling(string arg) => arg.Split('=', ':')[0].Equals(Name, StringComparison.OrdinalIgnoreCase);

    private static string NotBeside(int position) =>
        $"Argument {position} of the command line does not go with {Name}. Write {Name} without a value and without a command; "
        + $"settings can follow, such as {Name} --urls=http://localhost:3001.";
}
