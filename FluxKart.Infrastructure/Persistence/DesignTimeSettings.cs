using FluxKart.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// The settings that <c>dotnet ef</c> builds a context with: those of the service, from the same environment variables. Commands that do
/// not need a database work without any.
/// </summary>
internal static class DesignTimeSettings
{
    /// <param name="provider">The context's database, whatever the environment says.</param>
    /// <param name="defaultConnectionString">The connection string to use if the environment has none.</param>
    public static string ConnectionString(DatabaseProvider provider, string defaultConnectionString)
    {
        var variables = new ConfigurationBuilder().AddEnvironmentVariables();
        variables.IgnoreBlankValues();
        var environment = variables.Build();
        if (environment.GetConnectionString(DatabaseSettings.ConnectionStringName) is null
            && environment[DatabaseSettings.DatabaseUrlKey] is null)
        {
            environment[DatabaseSettings.ConnectionStringKey] = defaultConnectionString;
        }

        environment["Database:Provider"] = provider.ToString();
        return DatabaseSettings.Read(new SettingsReader(environment), Directory.GetCurrentDirectory()).ConnectionString;
    }
}
