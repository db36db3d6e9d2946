using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

internal static class PostgresContextOptions
{
    /// <summary>The context's options, shared by the service, <c>dotnet ef</c> and the tests.</summary>
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
