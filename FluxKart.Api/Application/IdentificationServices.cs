using FluxKart.Domain.Contacts;

namespace FluxKart.Api.Application;

internal static class IdentificationServices
{
    public static IServiceCollection AddIdentification(this IServiceCollection services)
    {
        services.AddOptions<IdentificationOptions>()
            .BindConfiguration(IdentificationOptions.SectionName)
            .Validate(
                options => options.DefaultRegion is null || PhoneNumber.IsKnownRegion(options.DefaultRegion.ToUpperInvariant()),
                "Identification:DefaultRegion is no ISO 3166 country code; set one of two letters, such as IN or DE, or leave it out.")
            .Validate(
                _ => EmailAddress.CanNormaliseUnicode,
                "International email addresses need ICU; install it (Debian: libicu, Alpine: icu-libs) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.")
            .ValidateOnStart();
        return services
            .AddSingleton<ContactDetailsReader>()
            .AddScoped<IIdentificationService, IdentificationService>();
    }
}
