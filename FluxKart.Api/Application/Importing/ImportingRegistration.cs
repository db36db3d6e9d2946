namespace FluxKart.Api.Application.Importing;

internal static class ImportingRegistration
{
    public static IServiceCollection AddImporting(this IServiceCollection services, ImportSettings options) => services
        .AddSingleton(options)
        .AddSingleton<ImportMetrics>()
        .AddSingleton<ImportFolder>()
        .AddSingleton<ImportRunner>()
        .AddSingleton<ImportWatch>()
        .AddSingleton<ImportHost>()
        .AddHostedService(provider => provider.GetRequiredService<ImportHost>())
        .AddSingleton<IImportJobs, ImportJobs>();
}
