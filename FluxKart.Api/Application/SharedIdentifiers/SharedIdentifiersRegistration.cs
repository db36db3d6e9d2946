namespace FluxKart.Api.Application.SharedIdentifiers;

internal static class SharedIdentifiersRegistration
{
    public static IServiceCollection AddSharedIdentifiers(this IServiceCollection services) =>
        services.AddScoped<ISharedIdentifierService, SharedIdentifierService>();
}
