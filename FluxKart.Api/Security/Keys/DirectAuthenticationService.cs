using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace FluxKart.Api.Security.Keys;

/// <summary>
/// Authenticates without the framework's handlers. The framework would create one for each request, and copy what it returns; what that costs
/// is in docs/architecture.md. A refusal is rare, and still goes through the framework.
/// </summary>
internal sealed class DirectAuthenticationService(ClientAuthentication clients) : IAuthenticationService
{
    public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) =>
        Task.FromResult(clients.Authenticate(context.Request));

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
