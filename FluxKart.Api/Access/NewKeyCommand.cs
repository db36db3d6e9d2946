namespace FluxKart.Api.Access;

/// <summary>Makes a key: shows it once, and the settings that let it in.</summary>
internal static class NewKeyCommand
{
    public const string Name = "new-key";

    public const string Example = "'dotnet run --project FluxKart.Api -- new-key --name shop --scope identify'";

    /// <summary>What a name may have beside letters and digits: a shell would want a space quoted, and Docker's env file takes no quotes.</summary>
    private const string PlainCharacters = "-_.";

    /// <param name="args">What follows the command's name.</param>
    /// <param name="output">Where the key is shown.</param>
    /// <param name="error">Where a mistake is told, in one line.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (Read(args) is not var (name, scope))
        {
            error.WriteLine($"{Name} takes --name NAME, of letters, digits and the characters {PlainCharacters}, and --scope {string.Join('|', Scopes.All)}: {Example}.");
            return 1;
        }

        var key = ApiKey.Create();
        output.WriteLine(
            $"""
             The key, for the client. It is shown only now:

             {key}

             The settings, for the service. Further keys count on from 0:

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

    /// <summary>As settings do, options take <c>--name=value</c> as well as <c>--name value</c>.</summary>
    private static string[] Split(string arg) => arg.StartsWith("--", StringComparison.Ordinal) ? arg.Split('=', 2) : [arg];

    private static bool IsValid(string name, string scope) =>
        name.Length > 0
        && name.All(character => char.IsLetterOrDigit(character) || PlainCharacters.Contains(character, StringComparison.Ordinal))
        && Scopes.All.Contains(scope);
}
