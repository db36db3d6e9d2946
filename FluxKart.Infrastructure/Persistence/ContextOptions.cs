using FluxKart.Infrastructure.Configuration;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>The options of both contexts, the same for the service, for <c>dotnet ef</c> and for tests.</summary>
internal static class ContextOptions
{
    public static void UseDatabase(this DbContextOptionsBuilder builder, DatabaseProvider provider, string connectionString)
    {
        // The history table keeps its customary name, which tools and people look for; the convention is for our own tables.
        const string migrationsHistory = "__EFMigrationsHistory";
        builder = provider switch
        {
            DatabaseProvider.PostgreSql => builder.UseNpgsql(connectionString, npgsql => npgsql
                .MigrationsHistoryTable(migrationsHistory)
                .ExecutionStrategy(dependencies => new TransientFaultStrategy(dependencies))),
            _ => builder.UseSqlite(connectionString, sqlite => sqlite
                .MigrationsHistoryTable(migrationsHistory)
                .ExecutionStrategy(dependencies => new TransientFaultStrategy(dependencies))),
        };
        builder.UseLowerCaseNamingConvention();
        if (provider == DatabaseProvider.PostgreSql && new NpgsqlConnectionStringBuilder(connectionString).Host!.Contains(',', StringComparison.Ordinal))
            builder.AddInterceptors(new LastPrimaryFirst(connectionString));
    }
}
