namespace FluxKart.Api.Access;

/// <summary>Makes a key: shows it once, and the settings that let it in.</summary>
internal static class NewKeyCommand
{
    public const string Name = "new-key";

    public const string Example = "'dotnet run --project FluxKart.Api -- new-key --name shop --scope identify'";

    /// <param name="args">What follows the command's name.</param>
    /// <param name="output">Where the key is shown.</param>
    /// <param name="error">Where a mistake is told, in one line.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (Read(args) is not var (name, scope))
        {
            error.WriteLine($"{Name} takes --name NAME and --scope {string.Join('|', Scopes.All)}: {Example}.");
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

    private static (string Name, string Scope)? Read(string[] args) => args switch
    {
        ["--name", var name, "--scope", var scope] when IsValid(name, scope) => (name, scope),
        ["--scope", var scope, "--name", var name] when IsValid(name, scope) => (name, scope),
        _ => null,
    };

    private static bool IsValid(string name, string scope) => !string.IsNullOrWhiteSpace(name) && Scopes.All.Contains(scope);
}
