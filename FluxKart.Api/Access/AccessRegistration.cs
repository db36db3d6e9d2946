using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Access;

internal static class AccessRegistration
{
    private const string ApiKeysKey = $"{AccessOptions.SectionName}:{nameof(AccessOptions.ApiKeys)}";

    /// <summary>Adds the keys, and a policy for each of <see cref="Scopes"/>.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>()
            .Validate<IConfiguration>(
                (_, configuration) => HoldsEntriesOnly(configuration.GetSection(ApiKeysKey)),
                $"{ApiKeysKey} holds what is no entry of a list of keys, and is not read; set {ApiKeysKey}:0:Name, {ApiKeysKey}:0:KeySha256 and "
                + $"{ApiKeysKey}:0:Scopes:0 to what is printed by {NewKeyCommand.Example}.")
            .BindConfiguration(AccessOptions.SectionName)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidation>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, LoopbackGuard>();
        services.AddSingleton<ApiKeyRing>();
        services
            .AddAuthentication(ApiKeyAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthenticationHandler>(ApiKeyAuthenticationHandler.SchemeName, configureOptions: null);
        var authorization = services.AddAuthorizationBuilder();
        foreach (var scope in Scopes.All)
            authorization.AddPolicy(scope, policy => policy.RequireClaim(ApiKeyRing.ScopeClaim, scope));
        return services;
    }

    // A value in the place of an entry is lost as the options are bound: the service would start without the key, or without any.
    private static bool HoldsEntriesOnly(IConfigurationSection keys) =>
        string.IsNullOrEmpty(keys.Value) && keys.GetChildren().All(entry => entry.Value is null && entry.GetChildren().Any());
}
