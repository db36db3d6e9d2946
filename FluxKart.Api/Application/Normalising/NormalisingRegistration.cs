namespace FluxKart.Api.Application.Normalising;

internal static class NormalisingRegistration
{
    public static IServiceCollection AddNormalising(this IServiceCollection services) => services
        .AddScoped<NormalisationBatches>()
        .AddScoped<INormalisationService, NormalisationService>();
}
