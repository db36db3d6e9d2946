using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence;

/// <summary>Tests of the repository and the unit of work, without the service around them.</summary>
public abstract class PersistenceTests(TestDatabase database) : DatabaseTests(database)
{
    private ServiceProvider? services;
    private AsyncServiceScope scope;

    internal RoundTripCounter RoundTrips { get; } = new();

    protected IContactRepository Contacts => scope.ServiceProvider.GetRequiredService<IContactRepository>();

    protected IUnitOfWork UnitOfWork => scope.ServiceProvider.GetRequiredService<IUnitOfWork>();

    protected IServiceProvider Services => services ?? throw new InvalidOperationException("The test has not been initialised yet.");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        services = Database.CreateServices(Configure);
        scope = services.CreateAsyncScope();
    }

    public override async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        if (services is not null)
            await services.DisposeAsync();
        await base.DisposeAsync();
    }

    protected virtual void Configure(IServiceCollection services) => RoundTrips.AddTo(services);

    protected static ContactDetails Details(string? email, string? phoneNumber) => new(
        email is null ? null : EmailAddress.FromStored(email),
        phoneNumber is null ? null : PhoneNumber.FromStored(phoneNumber));

    protected static CustomerScope Scope(params ContactDetails[] requests) => CustomerScope.Of(requests) with { WithSeparations = true };

    /// <summary>The scope of requests whose identifiers nobody held when they were looked up.</summary>
    protected static CustomerScope UnheldScope(params ContactDetails[] requests)
    {
        var all = Scope(requests);
        return all with { Unheld = [.. all.Identifiers] };
    }

    /// <summary>Applies requests in one unit of work, as a batch.</summary>
    protected Task<List<CustomerSnapshot>> IdentifyAsync(params ContactDetails[] requests) => IdentifyAsync(Scope(requests));

    /// <summary>Applies the requests of the scope in one unit of work, as a batch.</summary>
    protected Task<List<CustomerSnapshot>> IdentifyAsync(CustomerScope customerScope) => UnitOfWork.ExecuteAsync(
        async token =>
        {
            var customers = await Contacts.LoadForUpdateAsync(customerScope, token);
            var identifications = customerScope.Requests.Select(customers.Identify).ToList();
            await Contacts.SaveAsync(customers, token);
            return identifications.ConvertAll(identification => identification.ToSnapshot());
        },
        Cancellation);

    /// <summary>Returns when a task waits for a lock on PostgreSQL. Fails if the task completes instead.</summary>
    /// <param name="waiting">The task.</param>
    /// <param name="lockType">What it waits for: <c>advisory</c>, or <c>relation</c> for a table.</param>
    protected async Task WaitUntilBlockedAsync(Task waiting, string lockType = "advisory")
    {
        while (!waiting.IsCompleted && (await Database.QueryAsync(
            $"""
            SELECT count(*) FROM pg_locks
            WHERE locktype = '{lockType}' AND NOT granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            row => row.GetInt64(0)))[0] == 0)
        {
            await Task.Delay(20, Cancellation);
        }

        Assert.False(waiting.IsCompleted);
    }
}
