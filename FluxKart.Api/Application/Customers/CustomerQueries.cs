using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Customers;

internal sealed class CustomerQueries(
    IContactRepository contacts,
    ICustomerDirectory directory,
    IBondReader bondReader,
    IEventLog events,
    LinkingRules rules) : ICustomerQueries
{
    public async Task<CustomerFinding> FindAsync(long contactId, CancellationToken cancellationToken)
    {
        var customers = await contacts.LoadAsync(CustomerScope.Of([contactId]), cancellationToken);
        return customers.Loaded is [var customer]
            ? new CustomerFinding(customer, IsErased: false)
            : new CustomerFinding(null, await directory.IsDeletedAsync(contactId, cancellationToken));
    }

    public async Task<CustomerPage> ListAsync(long afterId, int limit, CancellationToken cancellationToken) =>
        await LoadPageAsync(await directory.ListAsync(afterId, limit + 1, cancellationToken), limit, cancellationToken);

    public async Task<CustomerPage> ListNewestAsync(long? beforeId, int limit, CancellationToken cancellationToken) =>
        await LoadPageAsync(await directory.ListNewestAsync(beforeId, limit + 1, cancellationToken), limit, cancellationToken);

    public async Task<CustomerPage> LookUpAsync(
        ContactDetails details, long? afterId, int limit, CancellationToken cancellationToken)
    {
        var primaryIds = await directory.ListHoldersAsync(details, afterId, limit + 1, cancellationToken);
        if (primaryIds.Count == 0)
            return new CustomerPage([], null);
        List<long> listed = [.. primaryIds.Take(limit)];
        // Links that other programs have broken are followed from the details, as a request to identify follows them.
        var customers = await contacts.LoadAsync(new CustomerScope([details], listed), cancellationToken);
        var loaded = customers.Loaded
            .Where(customer => listed.Exists(customer.Has))
            .OrderBy(customer => customer.Primary, Contact.OldestFirst)
            .Select(customer => customer.ToSnapshot());
        return new CustomerPage([.. loaded], primaryIds.Count > limit ? listed[^1] : null);
    }

    public async Task<EventHistory> ReadHistoryAsync(
        Customer customer, long afterId, int limit, CancellationToken cancellationToken)
    {
        var read = await events.ReadNamingAsync(IdsOf(customer), afterId, limit + 1, cancellationToken);
        return read.Count > limit ? new EventHistory([.. read.Take(limit)], read[limit - 1].Id) : new EventHistory(read, null);
    }

    public async Task<IReadOnlyList<HeldIdentifier>> ListIdentifiersAsync(Customer customer, CancellationToken cancellationToken)
    {
        var bonds = await bondReader.ReadAsync([customer], cancellationToken);
        var marked = bonds.Marks.Select(mark => mark.Identifier).ToHashSet();
        return
        [
            .. customer.Contacts
                .Order(Contact.OldestFirst)
                .SelectMany(contact => contact.Identifiers)
                .CountBy(identifier => identifier)
                .Select(held => new HeldIdentifier(
                    held.Key, held.Value, marked.Contains(held.Key) || rules.SharedPatterns.Cover(held.Key))),
        ];
    }

    public async Task<CustomerExplanation> ExplainAsync(Customer customer, CancellationToken cancellationToken)
    {
        var bonds = await bondReader.ReadAsync([customer], cancellationToken);
        return new CustomerExplanation(new LinkGraph(customer.Contacts, bonds, rules.SharedPatterns), bonds);
    }

    /// <param name="primaryIds">One more than the page has, if there are more.</param>
    /// <param name="limit">The largest number of customers on the page.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    private async Task<CustomerPage> LoadPageAsync(IReadOnlyList<long> primaryIds, int limit, CancellationToken cancellationToken)
    {
        if (primaryIds.Count == 0)
            return new CustomerPage([], null);
        var listed = primaryIds.Take(limit).ToList();
        var customers = await contacts.LoadAsync(CustomerScope.Of(listed), cancellationToken);
        // A customer that was merged in between is part of one that is or was on a page of its own.
        var loaded = customers.Loaded
            .Where(customer => listed.Contains(customer.Primary.Id))
            .OrderBy(customer => listed.IndexOf(customer.Primary.Id))
            .Select(customer => customer.ToSnapshot());
        return new CustomerPage([.. loaded], primaryIds.Count > limit ? listed[^1] : null);
    }

    private static List<long> IdsOf(Customer customer) => [.. customer.Contacts.Select(contact => contact.Id)];
}
