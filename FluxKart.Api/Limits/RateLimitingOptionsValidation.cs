using Microsoft.Extensions.Options;

namespace FluxKart.Api.Limits;

internal sealed class RateLimitingOptionsValidation : IValidateOptions<RateLimitingOptions>
{
    private const int Most = 1_000_000;

    public ValidateOptionsResult Validate(string? name, RateLimitingOptions options)
    {
        var failures = new List<string>();
        if (options.RequestsPerSecond is < 0 or > Most)
            failures.Add($"RateLimiting:RequestsPerSecond is {options.RequestsPerSecond}; set 1 to {Most}, or 0 for no limit.");
        if (options.Burst is < 1 or > Most)
            failures.Add($"RateLimiting:Burst is {options.Burst}; set 1 to {Most}.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
