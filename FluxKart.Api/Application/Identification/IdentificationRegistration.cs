using FluxKart.Api.Application.Identification.Batching;
using FluxKart.Api.Configuration;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Identification;

internal static class IdentificationRegistration
{
    private const string Batching = $"{IdentificationOptions.SectionName}:{nameof(IdentificationOptions.Batching)}";

    private static readonly WholeNumberSetting[] BatchingNumbers =
    [
        new($"{Batching}:{nameof(BatchingOptions.MaxBatchSize)}", 1, 1_000),
        new($"{Batching}:{nameof(BatchingOptions.MaxQueueLength)}", 1, 1_000_000),
        new($"{Batching}:{nameof(BatchingOptions.ReadBatchesInFlight)}", 1, 100),
        new($"{Batching}:{nameof(BatchingOptions.WriteBatchesInFlight)}", 1, 100),
    ];

    public static IServiceCollection AddIdentification(this IServiceCollection services)
    {
        services.AddOptions<IdentificationOptions>()
            .RequireWholeNumbers(BatchingNumbers)
            .BindConfiguration(IdentificationOptions.SectionName)
            .Validate(
                options => options.DefaultRegion is null || PhoneNumber.IsKnownRegion(options.DefaultRegion),
                "Identification:DefaultRegion is not an ISO 3166 country code; set one of two letters, such as IN or DE, or leave it out.")
            .Validate(
                _ => EmailAddress.CanNormaliseUnicode,
                "International email addresses need ICU; install it (Debian: libicu, Alpine: icu-libs) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.")
            .ValidateOnStart();
        return services
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
}
