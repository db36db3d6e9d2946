using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Persistence;

namespace FluxKart.Api.Operations.Commands;

/// <summary>Creates or updates the database's schema without serving, for those who migrate before they start a new version.</summary>
internal static class MigrateCommand
{
    public const string Name = "migrate";

    /// <summary>The service's settings, with the migration on.</summary>
    /// <param name="args">What follows the command's name. Of two settings with one name the last counts.</param>
    public static string[] Settings(string[] args) => [.. args, $"--{DatabaseSettings.MigrateOnStartupKey}=true"];

    /// <exception cref="DatabaseNotReadyException">The database cannot be migrated. The message says what to do.</exception>
    public static async Task RunAsync(IServiceProvider services, TextWriter output)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IDatabasePreparation>().PrepareAsync(CancellationToken.None);
        await output.WriteLineAsync($"The schema of {services.GetRequiredService<DatabaseSettings>().Description} is current.");
    }
}
