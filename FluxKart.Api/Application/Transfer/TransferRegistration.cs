using FluxKart.Api.Application.Transfer.Importing;

namespace FluxKart.Api.Application.Transfer;

internal static class TransferRegistration
{
    public static IServiceCollection AddTransfer(this IServiceCollection services) => services
        .AddScoped<IExportService, ExportService>()
        .AddScoped<ImportBatches>()
        .AddScoped<IImportService, ImportService>();
}
