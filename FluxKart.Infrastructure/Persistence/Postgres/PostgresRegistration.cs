using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using FluxKart.Infrastructure.Persistence.Postgres.Adopting;
using FluxKart.Infrastructure.Persistence.Postgres.InitialLoading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure.Persistence.Postgres;

internal static class PostgresRegistration
{
    /// <summary>The key of the context that also reads from a standby: a service may start before its server is promoted.</summary>
    public const string AnyServer = nameof(AnyServer);

    public static IServiceCollection AddPostgres(this IServiceCollection services) => services
        .AddSingleton<PostgresPools>()
        .AddSingleton<UncancelledCommitInterceptor>()
        .AddSingleton<PrimaryOnlyInterceptor>()
        .AddSingleton<LockingQueryInterceptor>()
        .AddDbContextPool<FluxKartDbContext, PostgresFluxKartDbContext>((provider, builder) => builder
            .AddInterceptors(
                provider.GetRequiredService<UncancelledCommitInterceptor>(),
                provider.GetRequiredService<PrimaryOnlyInterceptor>(),
                provider.GetRequiredService<LockingQueryInterceptor>())
            .UsePostgres(provider.GetRequiredService<PostgresPools>().Requests))
        .AddKeyedScoped<FluxKartDbContext>(AnyServer, (provider, _) =>
        {
            var builder = new DbContextOptionsBuilder<PostgresFluxKartDbContext>();
            builder.UseApplicationServiceProvider(provider).UsePostgres(provider.GetRequiredService<PostgresPools>().Requests);
            return new PostgresFluxKartDbContext(builder.Options);
        })
        .AddScoped<IContactLocks, PostgresContactLocks>()
        .AddScoped<IContactStatements, PostgresContactStatements>()
        .AddScoped<IBondStatements, PostgresBondStatements>()
        .AddScoped<IBulkStatements, PostgresBulkStatements>()
        .AddSingleton<IBulkLoads, PostgresInitialLoads>()
        .AddScoped<IEventStatements, PostgresEventStatements>()
        .AddSingleton<IErasureFollowUp, PostgresErasureFollowUp>()
        .AddSingleton<IReadinessProbe, PostgresReadinessProbe>()
        .AddScoped<IDatabasePreparation, PostgresPreparation>()
        .AddScoped<IAdoption, PostgresAdoption>();
}
