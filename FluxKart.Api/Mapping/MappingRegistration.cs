using AutoMapper;
using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Mapping;

internal static class MappingRegistration
{
    /// <summary>Adds AutoMapper. It logs a warning unless the setting <c>AutoMapper:LicenseKey</c> has a licence key.</summary>
    public static IServiceCollection AddMapping(this IServiceCollection services, SettingsReader settings) =>
        services.AddAutoMapper(mapper =>
        {
            mapper.LicenseKey = settings.Text("AutoMapper:LicenseKey");
            mapper.AddProfile<CustomerProfile>();
        })
        // It has no state, and AutoMapper would create one for each request.
        .AddSingleton<IMapper>(services => new Mapper(services.GetRequiredService<AutoMapper.IConfigurationProvider>()));
}
