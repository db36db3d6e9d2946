using FluxKart.Api.Security.Keys;

namespace FluxKart.Api.Operations.Commands;

/// <summary>Creates a key: shows it once, together with the settings that accept it.</summary>
internal static class NewKeyCommand
{
    public const string Name = "new-key";

    /// <summary>
    /// What a name may contain besides letters and digits. A space would need quotes in a shell, and Docker's env file allows no quotes.
    /// </summary>
    private const string PlainCharacters = "-_.";

    /// <param name="args">What follows the command's name.</param>
    /// <param name="output">Where the key is shown.</param>
    /// <param name="error">Where a mistake is reported, in one line.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (Read(args) is not var (name, scope))
        {
            error.WriteLine(
                $"{Name} needs --name NAME (letters, digits and the characters {PlainCharacters}) "
                + $"and --scope {string.Join('|', Scopes.All)}: {ApiKey.CreationCommand}.");
            return 1;
        }

        var key = ApiKey.Create();
        output.WriteLine(
            $"""
             The key, for the client. It is only shown now:

             {key}

             The settings, for the service. Number further keys from 1 up:

             Authentication__ApiKeys__0__Name={name}
             Authentication__ApiKeys__0__KeySha256={Convert.ToHexStringLower(ApiKey.Hash(key))}
             Authentication__ApiKeys__0__Scopes__0={scope}
             """);
        return 0;
    }

    private static (string Name, string Scope)? Read(string[] args) => args.SelectMany(Split).ToArray() switch
    {
        ["--name", var name, "--scope", var scope] when IsValid(name, scope) => (name, scope),
        ["--scope", var scope, "--name", var name] when IsValid(name, scope) => (name, scope),
        _ => null,
    };

    /// <summary>Like settings, options can be written <c>--name=value</c> as well as <c>--name value</c>.</summary>
    private static string[] Split(string arg) => arg.StartsWith("--", StringComparison.Ordinal) ? arg.Split('=', 2) : [arg];

    private static bool IsValid(string name, string scope) =>
        name.Length > 0
        && name.All(character => char.IsLetterOrDigit(character) || PlainCharacters.Contains(character, StringComparison.Ordinal))
        && Scopes.All.Contains(scope);
}
