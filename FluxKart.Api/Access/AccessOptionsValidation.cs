using Microsoft.Extensions.Options;

namespace FluxKart.Api.Access;

internal sealed class AccessOptionsValidation : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var failures = options.ApiKeys.SelectMany(FailuresOf).ToList();
        if (options.ApiKeys.DistinctBy(key => key.KeySha256, StringComparer.OrdinalIgnoreCase).Count() < options.ApiKeys.Count)
            failures.Add("Authentication:ApiKeys holds the same KeySha256 twice; make a key of its own for each.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // Never quotes a value: it may be the key itself, set in the wrong place.
    private static IEnumerable<string> FailuresOf(ApiKeyOptions key, int index)
    {
        var setting = $"{AccessOptions.SectionName}:ApiKeys:{index}";
        if (string.IsNullOrWhiteSpace(key.Name))
            yield return $"{setting}:Name is missing; set it to the client's name, such as shop.";
        if (key.KeySha256.Length != 64 || !key.KeySha256.All(char.IsAsciiHexDigit))
            yield return $"{setting}:KeySha256 is not the 64 hexadecimal digits of a SHA-256 hash; make a key and its hash by {NewKeyCommand.Example}.";
        if (key.Scopes.Count == 0 || key.Scopes.Any(scope => !Scopes.All.Contains(scope)))
            yield return $"{setting}:Scopes is missing or holds an unknown scope; set {setting}:Scopes:0 to {string.Join(" or ", Scopes.All)}.";
    }
}
