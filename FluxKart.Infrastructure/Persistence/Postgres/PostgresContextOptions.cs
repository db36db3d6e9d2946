using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Postgres;

internal static class PostgresContextOptions
{
    /// <summary>The context's options, shared by the service, <c>dotnet ef</c> and the tests.</summary>
    public static void UsePostgres(this DbContextOptionsBuilder builder, PostgresPool pool)
    {
        builder
            .UseNpgsql(pool.Source, npgsql => npgsql
                .MigrationsHistoryTable(FluxKartDbContext.MigrationsHistoryTable)
                .ExecutionStrategy(dependencies => new PostgresFaultStrategy(dependencies, pool)))
            .UseLowerCaseNamingConvention();
        if (pool.HasSeveralServers)
            builder.AddInterceptors(new LastPrimaryFirstInterceptor(pool));
    }
}
