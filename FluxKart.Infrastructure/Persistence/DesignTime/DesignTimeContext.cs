using FluxKart.Infrastructure.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace FluxKart.Infrastructure.Persistence.DesignTime;

/// <summary>
/// The options with which <c>dotnet ef</c> builds a context: those of the service, read from the same environment variables. Without them
/// commands that need no database work all the same.
/// </summary>
internal static class DesignTimeContext
{
    public static DbContextOptions<TContext> Options<TContext>(DatabaseProvider provider, string defaultConnectionString)
        where TContext : FluxKartDbContext
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        if (environment.GetConnectionString(DatabaseSettings.ConnectionStringName) is null && environment["DATABASE_URL"] is null)
            environment["ConnectionStrings:FluxKart"] = defaultConnectionString;
        environment["Database:Provider"] = provider.ToString();

        var builder = new DbContextOptionsBuilder<TContext>();
        builder.UseDatabase(provider, DatabaseSettings.Read(environment, Directory.GetCurrentDirectory()).ConnectionString);
        return builder.Options;
    }
}
