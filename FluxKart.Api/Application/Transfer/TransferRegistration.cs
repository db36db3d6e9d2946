using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Sampling;

namespace FluxKart.Api.Application.Transfer;

internal static class TransferRegistration
{
    public static IServiceCollection AddTransfer(this IServiceCollection services) => services
        .AddScoped<IExportService, ExportService>()
        .AddSingleton<IFileSamples, FileSamples>()
        .AddScoped<ImportBatches>()
        .AddScoped<IImportService, ImportService>();
}
