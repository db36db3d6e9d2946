using AutoMapper;

namespace FluxKart.Api.Mapping;

internal static class MappingRegistration
{
    /// <summary>Adds AutoMapper. Its licence key, which AutoMapper asks for by a warning, is the setting <c>AutoMapper:LicenseKey</c>.</summary>
    public static IServiceCollection AddMapping(this IServiceCollection services, IConfiguration configuration) =>
        services.AddAutoMapper(mapper =>
        {
            mapper.LicenseKey = configuration["AutoMapper:LicenseKey"];
            mapper.AddProfile<CustomerProfile>();
        })
        // It keeps nothing, and AutoMapper would make one for each request.
        .AddSingleton<IMapper>(services => new Mapper(services.GetRequiredService<AutoMapper.IConfigurationProvider>()));
}
