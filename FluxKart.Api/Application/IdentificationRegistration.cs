using FluxKart.Api.Application.Batching;
using FluxKart.Domain.Contacts;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Application;

internal static class IdentificationRegistration
{
    public static IServiceCollection AddIdentification(this IServiceCollection services)
    {
        services.AddOptions<IdentificationOptions>()
            .BindConfiguration(IdentificationOptions.SectionName)
            .Validate(
                options => options.DefaultRegion is null || PhoneNumber.IsKnownRegion(options.DefaultRegion),
                "Identification:DefaultRegion is no ISO 3166 country code; set one of two letters, such as IN or DE, or leave it out.")
            .Validate(
                _ => EmailAddress.CanNormaliseUnicode,
                "International email addresses need ICU; install it (Debian: libicu, Alpine: icu-libs) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdentificationOptions>, BatchingOptionsValidation>();
        return services
            .AddSingleton<ContactDetailsReader>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IdentificationMetrics>()
            .AddSingleton<BatchingTelemetry>()
            .AddScoped<BatchIdentification>()
            .AddSingleton<IdentificationService>()
            .AddSingleton<IIdentificationService>(provider => provider.GetRequiredService<IdentificationService>())
            .AddHostedService(provider => provider.GetRequiredService<IdentificationService>());
    }
}
