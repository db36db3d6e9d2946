using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure.Persistence.Sqlite.Trials;

internal static class TrialRegistration
{
    /// <summary>Registers what a trial does differently from the service.</summary>
    /// <param name="services">The services of one trial.</param>
    /// <param name="connection">The connection that all of them share.</param>
    public static IServiceCollection AddTrial(this IServiceCollection services, SqliteConnection connection) => services
        .AddDbContext<FluxKartDbContext, SqliteFluxKartDbContext>(builder => builder.UseTrialConnection(connection))
        .AddScoped<SqliteBulkStatements>()
        .AddScoped<IBulkStatements, TrialBulkStatements>()
        .AddScoped<IUnitOfWork, TrialUnitOfWork>()
        .AddScoped<CustomerCopies>();
}
