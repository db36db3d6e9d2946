using FluxKart.Api.Application.Identification.Batching;

namespace FluxKart.Api.Application.Identification;

internal static class IdentificationRegistration
{
    public static IServiceCollection AddIdentification(this IServiceCollection services, IdentificationOptions options) => services
        .AddSingleton(options)
        .AddSingleton(TimeProvider.System)
        .AddSingleton<IdentificationMetrics>()
        .AddSingleton<BatchingTelemetry>()
        .AddScoped<BatchIdentification>()
        .AddSingleton<IdentificationQueues>()
        .AddSingleton<IAdmissionControl>(provider => provider.GetRequiredService<IdentificationQueues>())
        .AddSingleton<IdentificationService>()
        .AddSingleton<IIdentificationService>(provider => provider.GetRequiredService<IdentificationService>())
        .AddHostedService(provider => provider.GetRequiredService<IdentificationService>());
}
