using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

internal static class PostgresContextOptions
{
    /// <summary>The options of the context, the same for the service, for <c>dotnet ef</c> and for tests.</summary>
    public static void UsePostgres(this DbContextOptionsBuilder builder, string connectionString)
    {
        builder
            .UseNpgsql(connectionString, npgsql => npgsql
                .MigrationsHistoryTable(FluxKartDbContext.MigrationsHistoryTable)
                .ExecutionStrategy(dependencies => new PostgresFaultStrategy(dependencies)))
            .UseLowerCaseNamingConvention();
        if (new NpgsqlConnectionStringBuilder(connectionString).Host!.Contains(',', StringComparison.Ordinal))
            builder.AddInterceptors(new LastPrimaryFirstInterceptor(connectionString));
    }
}
