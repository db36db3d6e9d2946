using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Customers;

internal sealed class CustomerQueries(IContactRepository contacts, ICustomerDirectory directory, IEventLog events) : ICustomerQueries
{
    public async Task<CustomerFinding> FindAsync(long contactId, CancellationToken cancellationToken)
    {
        var customers = await contacts.LoadAsync(CustomerScope.Of([contactId]), cancellationToken);
        return customers.Loaded is [var customer]
            ? new CustomerFinding(customer, IsErased: false)
            : new CustomerFinding(null, await directory.IsDeletedAsync(contactId, cancellationToken));
    }

    public async Task<CustomerPage> ListAsync(long afterId, int limit, CancellationToken cancellationToken)
    {
        var primaryIds = await directory.ListAsync(afterId, limit + 1, cancellationToken);
        if (primaryIds.Count == 0)
            return new CustomerPage([], null);
        var listed = primaryIds.Take(limit).ToList();
        var customers = await contacts.LoadAsync(CustomerScope.Of(listed), cancellationToken);
        // A customer that was merged in between is part of one that is or was on a page of its own.
        var loaded = customers.Loaded
            .Where(customer => listed.Contains(customer.Primary.Id))
            .OrderBy(customer => customer.Primary.Id)
            .Select(customer => customer.ToSnapshot());
        return new CustomerPage([.. loaded], primaryIds.Count > limit ? listed[^1] : null);
    }

    // Loads them as a request to identify does, so that whatever finds a customer there finds it here.
    public async Task<CustomerPage> LookUpAsync(
        ContactDetails details, long? afterId, int limit, CancellationToken cancellationToken)
    {
        var customers = await contacts.LoadAsync(CustomerScope.Of([details]), cancellationToken);
        var last = customers.Loaded.SelectMany(customer => customer.Contacts).FirstOrDefault(contact => contact.Id == afterId);
        var rest = customers.Loaded
            .Where(customer => last is null
                ? customer.Primary.Id > (afterId ?? 0)
                : Contact.OldestFirst.Compare(customer.Primary, last) > 0)
            .OrderBy(customer => customer.Primary, Contact.OldestFirst)
            .ToList();
        var page = rest.Take(limit).ToList();
        return new CustomerPage(page.ConvertAll(customer => customer.ToSnapshot()), rest.Count > limit ? page[^1].Primary.Id : null);
    }

    public async Task<EventHistory> ReadHistoryAsync(
        Customer customer, long afterId, int limit, CancellationToken cancellationToken)
    {
        var read = await events.ReadNamingAsync(IdsOf(customer), afterId, limit + 1, cancellationToken);
        return read.Count > limit ? new EventHistory([.. read.Take(limit)], read[limit - 1].Id) : new EventHistory(read, null);
    }

    public async Task<LinkGraph> ExplainAsync(Customer customer, CancellationToken cancellationToken) =>
        new(customer.Contacts, await events.ReadNamingAsync(IdsOf(customer), after: 0, int.MaxValue, cancellationToken));

    private static List<long> IdsOf(Customer customer) => [.. customer.Contacts.Select(contact => contact.Id)];
}
