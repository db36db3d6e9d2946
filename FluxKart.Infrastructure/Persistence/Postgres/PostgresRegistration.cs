using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure.Persistence.Postgres;

internal static class PostgresRegistration
{
    public static IServiceCollection AddPostgres(this IServiceCollection services, string connectionString) => services
        .AddSingleton<UncancelledCommitInterceptor>()
        .AddDbContextPool<FluxKartDbContext, PostgresFluxKartDbContext>((provider, builder) => builder
            .AddInterceptors(provider.GetRequiredService<UncancelledCommitInterceptor>())
            .UsePostgres(connectionString))
        .AddScoped<IContactLocks, PostgresContactLocks>()
        .AddScoped<IContactStatements, PostgresContactStatements>()
        .AddSingleton<IReadinessProbe, PostgresReadinessProbe>()
        .AddScoped<IDatabasePreparation, PostgresPreparation>();
}
