namespace FluxKart.Api.Application.Customers;

internal static class CustomersRegistration
{
    public static IServiceCollection AddCustomerQueries(this IServiceCollection services) =>
        services.AddScoped<ICustomerQueries, CustomerQueries>();
}
