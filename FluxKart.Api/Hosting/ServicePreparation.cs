using FluxKart.Infrastructure.Persistence.Startup;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Hosting;

internal static class ServicePreparation
{
    /// <summary>Checks all options and makes the database fit to serve, before the first request can come.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IDatabasePreparation>().PrepareAsync(CancellationToken.None);
    }
}
