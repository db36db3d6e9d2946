using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace FluxKart.Api.Security.Keys;

/// <summary>
/// Authenticates clients without the framework's handlers. The framework creates one for each request and copies its result; see
/// docs/architecture.md for the cost. A request that does not identify a client still goes through the framework, which logs it.
/// </summary>
internal sealed class DirectAuthenticationService(ClientAuthentication clients) : IAuthenticationService
{
    public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) =>
        clients.Authenticate(context.Request) is { Succeeded: true } client
            ? Task.FromResult(client)
            : FrameworkFor(context).AuthenticateAsync(context, scheme);

    public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        FrameworkFor(context).ChallengeAsync(context, scheme, properties);

    public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        FrameworkFor(context).ForbidAsync(context, scheme, properties);

    public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
        FrameworkFor(context).SignInAsync(context, scheme, principal, properties);

    public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        FrameworkFor(context).SignOutAsync(context, scheme, properties);

    private static AuthenticationService FrameworkFor(HttpContext context) =>
        context.RequestServices.GetRequiredService<AuthenticationService>();
}
