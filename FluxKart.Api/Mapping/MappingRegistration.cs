using AutoMapper;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Webhooks;

namespace FluxKart.Api.Mapping;

internal static class MappingRegistration
{
    private const string SectionName = "AutoMapper";

    /// <summary>Adds AutoMapper.</summary>
    public static IServiceCollection AddMapping(this IServiceCollection services, SettingsReader settings)
    {
        var licenseKey = settings.Text($"{SectionName}:LicenseKey");
        settings.RequireKnownNames(SectionName);
        return services.AddAutoMapper(mapper =>
        {
            mapper.LicenseKey = licenseKey;
            mapper.AddProfile<CustomerProfile>();
            mapper.AddProfile<EventProfile>();
            mapper.AddProfile<ImportProfile>();
            mapper.AddProfile<SharedIdentifierProfile>();
            mapper.AddProfile<SuggestionProfile>();
            mapper.AddProfile<WebhookProfile>();
        })
        // It has no state, and AutoMapper would create one for each request.
        .AddSingleton<IMapper>(services => new Mapper(services.GetRequiredService<AutoMapper.IConfigurationProvider>()))
        .AddSingleton<IEventBody, EventBody>();
    }

    /// <summary>
    /// Creates the mapper before any request does, so that AutoMapper logs its warning of a missing licence at the start, and not within a
    /// request.
    /// </summary>
    public static void CreateMapper(this WebApplication app) => _ = app.Services.GetRequiredService<IMapper>();
}
