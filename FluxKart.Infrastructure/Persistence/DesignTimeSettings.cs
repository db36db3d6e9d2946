using FluxKart.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// The settings with which <c>dotnet ef</c> builds a context: those of the service, read from the same environment variables. Commands that
/// need no database work without them.
/// </summary>
internal static class DesignTimeSettings
{
    /// <param name="provider">The database of the context, whatever the environment says.</param>
    /// <param name="defaultConnectionString">Used if the environment has none.</param>
    public static string ConnectionString(DatabaseProvider provider, string defaultConnectionString)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        if (environment.GetConnectionString(DatabaseSettings.ConnectionStringName) is null && environment["DATABASE_URL"] is null)
            environment["ConnectionStrings:FluxKart"] = defaultConnectionString;
        environment["Database:Provider"] = provider.ToString();
        return DatabaseSettings.Read(new SettingsReader(environment), Directory.GetCurrentDirectory()).ConnectionString;
    }
}
