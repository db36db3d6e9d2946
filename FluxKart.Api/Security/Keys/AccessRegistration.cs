using FluxKart.Infrastructure.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FluxKart.Api.Security.Keys;

internal static class AccessRegistration
{
    /// <summary>Adds the keys, and an authorization policy for each of <see cref="Scopes"/>.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, SettingsReader settings)
    {
        services.AddSingleton(AccessOptions.Read(settings));
        services.AddSingleton<LoopbackRule>();
        services.AddSingleton<ApiKeyRing>();
        services.AddSingleton<ClientAuthentication>();
        services
            .AddAuthentication(ApiKeyAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthenticationHandler>(
                ApiKeyAuthenticationHandler.SchemeName, configureOptions: null);
        services.AddScoped<AuthenticationService>();
        services.Replace(ServiceDescriptor.Singleton<IAuthenticationService, DirectAuthenticationService>());
        var authorization = services.AddAuthorizationBuilder();
        foreach (var scope in Scopes.All)
            authorization.AddPolicy(scope, policy => policy.RequireClaim(ApiKeyRing.ScopeClaim, scope));
        services.Replace(ServiceDescriptor.Singleton<IPolicyEvaluator, RememberingPolicyEvaluator>());
        return services;
    }
}
