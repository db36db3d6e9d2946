using System.Security.Claims;

namespace FluxKart.Api.Security.Keys;

internal static class AccessEndpoint
{
    /// <summary>Maps <c>GET /access</c>, for clients that show only what they may do.</summary>
    public static void MapAccess(this WebApplication app) => app
        .MapGet("/access", (ClaimsPrincipal client, ApiKeyRing keys) => new AccessResponse(
            !keys.IsEmpty, [.. Scopes.All.Where(scope => client.HasClaim(ApiKeyRing.ScopeClaim, scope))]))
        .AllowAnonymous()
        .WithName("getAccess")
        .WithTags("Access")
        .WithSummary("Returns what the key of the request allows.")
        .WithDescription(
            "For clients that show only what they may do. A key is not required: without one, and with an unknown one, the list of scopes "
            + "is empty.");
}
