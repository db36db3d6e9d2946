namespace FluxKart.Api.Application.Transfer.Jobs;

internal static class JobsRegistration
{
    public static IServiceCollection AddImportJobs(this IServiceCollection services, ImportSettings options) => services
        .AddSingleton(options)
        .AddSingleton<ImportMetrics>()
        .AddSingleton<ImportFolder>()
        .AddSingleton<ImportRunner>()
        .AddSingleton<ImportWatch>()
        .AddSingleton<ImportHost>()
        .AddHostedService(provider => provider.GetRequiredService<ImportHost>())
        .AddSingleton<IImportJobs, ImportJobs>();
}
