namespace FluxKart.Api.Application.Customers;

internal static class CustomersRegistration
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) => services
        .AddScoped<ICustomerQueries, CustomerQueries>()
        .AddScoped<ChangeUnit>()
        .AddScoped<ICustomerChanges, CustomerChanges>();
}
