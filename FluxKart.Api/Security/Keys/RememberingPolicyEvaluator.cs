using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace FluxKart.Api.Security.Keys;

/// <summary>
/// Remembers which clients satisfy a policy: it only looks at their scopes, and neither changes while the service runs. The clients are
/// those of <see cref="ApiKeyRing"/>, so there is little to remember. Refusals are evaluated and logged each time.
/// </summary>
internal sealed class RememberingPolicyEvaluator(IAuthorizationService authorization) : PolicyEvaluator(authorization)
{
    private readonly ConcurrentDictionary<(ClaimsPrincipal, AuthorizationPolicy), Task<PolicyAuthorizationResult>> granted = [];

    public override Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource) =>
        authenticationResult.Principal is { } client && granted.TryGetValue((client, policy), out var result)
            ? result
            : EvaluateAsync(policy, authenticationResult, context, resource);

    private async Task<PolicyAuthorizationResult> EvaluateAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource)
    {
        var result = await base.AuthorizeAsync(policy, authenticationResult, context, resource);
        if (result.Succeeded && authenticationResult.Principal is { } client)
            granted[(client, policy)] = Task.FromResult(result);
        return result;
    }
}
