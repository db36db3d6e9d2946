using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace FluxKart.Api.Security.Keys;

/// <summary>
/// Evaluates each policy once for each client, and remembers the result: a policy only looks at the client's scopes, and neither changes
/// while the service runs. The clients are those of <see cref="ApiKeyRing"/>, so it remembers little.
/// </summary>
internal sealed class RememberingPolicyEvaluator(IAuthorizationService authorization) : PolicyEvaluator(authorization)
{
    private readonly ConcurrentDictionary<(ClaimsPrincipal Client, AuthorizationPolicy Policy), Task<PolicyAuthorizationResult>> results = [];

    public override Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource) =>
        authenticationResult.Principal is { } client
            ? results.GetOrAdd((client, policy), _ => base.AuthorizeAsync(policy, authenticationResult, context, resource))
            : base.AuthorizeAsync(policy, authenticationResult, context, resource);
}
