using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Customers;

internal sealed class CustomerChanges(
    IContactRepository contacts,
    ICustomerDirectory directory,
    IEventLog eventLog,
    IErasureFollowUp followUp,
    ChangeUnit unit) : ICustomerChanges
{
    public Task<CustomerChange> SplitAsync(
        ChangeRequest request, IReadOnlyCollection<long> contactIds, bool keepApart, CancellationToken cancellationToken) => ChangeAsync(
        request,
        [request.ContactId, .. contactIds],
        async (customers, token) =>
        {
            var whole = CustomerOf(customers, request.ContactId);
            if (whole is null)
                return await MissingAsync(request.ContactId, token);
            // First, because the customer that was split off may have grown since.
            if (await FindSplitAsync(customers, whole, contactIds, keepApart, token) is var (keptBefore, spawnedBefore))
                return Done(request, [keptBefore, spawnedBefore]);
            var part = whole.Contacts.Where(contact => contactIds.Contains(contact.Id)).ToHashSet();
            if (part.Count < contactIds.Count)
                return await StrangerAsync(customers, contactIds.First(id => !whole.Has(id)), token);
            if (part.Count == whole.Contacts.Count)
                return new CustomerChange(ChangeOutcome.WholeCustomer, request.ContactId, []);
            var (kept, spawned) = customers.Split(whole, part, keepApart, request.Reason);
            return Done(request, [kept, spawned]);
        },
        cancellationToken);

    public Task<CustomerChange> MergeAsync(ChangeRequest request, long otherContactId, CancellationToken cancellationToken) => ChangeAsync(
        request,
        [request.ContactId, otherContactId],
        async (customers, token) =>
        {
            var one = CustomerOf(customers, request.ContactId);
            var other = CustomerOf(customers, otherContactId);
            if (one is null || other is null)
                return await MissingAsync(one is null ? request.ContactId : otherContactId, token);
            return Done(request, [one == other ? one : customers.Merge(one, other, request.Reason)]);
        },
        cancellationToken);

    public Task<CustomerChange> RemoveAsync(
        ChangeRequest request, IReadOnlyCollection<long> contactIds, CancellationToken cancellationToken) => EraseAsync(
        request,
        [request.ContactId, .. contactIds],
        async (customers, token) =>
        {
            if (CustomerOf(customers, request.ContactId) is not { } whole)
                return await MissingAsync(request.ContactId, token);
            var removed = whole.Contacts.Where(contact => contactIds.Contains(contact.Id)).ToHashSet();
            return removed.Count == contactIds.Count
                ? Done(request, customers.Remove(whole, removed, request.Reason))
                : await StrangerAsync(customers, contactIds.First(id => !whole.Has(id)), token);
        },
        cancellationToken);

    public Task<CustomerChange> EraseAsync(ChangeRequest request, CancellationToken cancellationToken) => EraseAsync(
        request,
        [request.ContactId],
        async (customers, token) =>
        {
            if (CustomerOf(customers, request.ContactId) is not { } customer)
                return await MissingAsync(request.ContactId, token);
            var erased = new CustomerChange(ChangeOutcome.Done, request.ContactId, [customer.ToSnapshot()]);
            customers.Erase(customer, request.Reason);
            return erased;
        },
        cancellationToken);

    private static CustomerScope ScopeOf(IReadOnlyCollection<long> contactIds) => CustomerScope.Of(contactIds) with { WithBonds = true };

    private static Customer? CustomerOf(CustomerSet customers, long contactId) =>
        customers.Loaded.FirstOrDefault(customer => customer.Has(contactId));

    private static CustomerChange Done(ChangeRequest request, IReadOnlyList<Customer> customers) =>
        new(ChangeOutcome.Done, request.ContactId, [.. customers.Select(customer => customer.ToSnapshot())]);

    private async Task<CustomerChange> StrangerAsync(CustomerSet customers, long contactId, CancellationToken cancellationToken) =>
        CustomerOf(customers, contactId) is null
            ? await MissingAsync(contactId, cancellationToken)
            : new CustomerChange(ChangeOutcome.NotOfCustomer, contactId, []);

    private async Task<CustomerChange> MissingAsync(long contactId, CancellationToken cancellationToken) => new(
        await directory.IsDeletedAsync(contactId, cancellationToken) ? ChangeOutcome.Gone : ChangeOutcome.NotFound, contactId, []);

    /// <summary>Finds the split that has done before what a request asks for.</summary>
    /// <returns>The two customers as they are now; null if there was no such split.</returns>
    private async Task<(Customer Kept, Customer Spawned)?> FindSplitAsync(
        CustomerSet customers, Customer whole, IReadOnlyCollection<long> contactIds, bool keepApart, CancellationToken cancellationToken)
    {
        // All of them belong to one customer, which the request's own contact may belong to as well.
        if (CustomerOf(customers, contactIds.First()) is not { } spawned || !contactIds.All(spawned.Has))
            return null;
        var named = await eventLog.ReadNamingAsync([.. contactIds], after: 0, int.MaxValue, cancellationToken);
        var arrivals = await ReadArrivalsAsync(spawned, cancellationToken);
        foreach (var split in named.Where(split => split.Type == EventTypes.ContactSplit && split.Data.KeptApart == keepApart).Reverse())
        {
            if (OtherPartOf(split, contactIds, spawned, arrivals) is not { } otherId)
                continue;
            var others = whole != spawned ? [whole] : (await contacts.LoadAsync(CustomerScope.Of([otherId]), cancellationToken)).Loaded;
            if (others is [var kept] && kept.Has(otherId) && !kept.Has(contactIds.First()))
                return (kept, spawned);
        }

        return null;
    }

    /// <summary>
    /// The event by which each contact of a customer was added. A contact from before events were kept has none. Its age does not show this:
    /// a file can add contacts that are older than the split.
    /// </summary>
    private async Task<Dictionary<long, long>> ReadArrivalsAsync(Customer customer, CancellationToken cancellationToken)
    {
        var arrivals = new Dictionary<long, long>();
        long[] ids = [.. customer.Contacts.Select(contact => contact.Id)];
        foreach (var recorded in await eventLog.ReadNamingAsync(ids, after: 0, int.MaxValue, cancellationToken))
        {
            var added = recorded.Type switch
            {
                EventTypes.ContactCreated => recorded.ContactId,
                EventTypes.ContactLinked => recorded.Data.SecondaryContactId,
                _ => null,
            };
            if (added is { } id)
                arrivals[id] = recorded.Id;
        }

        return arrivals;
    }

    /// <summary>A contact of the part that a split left or made besides these contacts; null if it did not split off just these.</summary>
    private static long? OtherPartOf(
        RecordedEvent split, IReadOnlyCollection<long> contactIds, Customer spawned, Dictionary<long, long> arrivals)
    {
        var moved = split.Data.MovedContactIds ?? [];
        if (contactIds.Count == moved.Count && contactIds.All(moved.Contains))
            return split.ContactId;
        // The oldest part was split off: the event names its primary, and nothing that moved is in it.
        var isOldestPart = split.ContactId is { } primaryId
            && contactIds.Contains(primaryId)
            && !contactIds.Any(moved.Contains)
            && spawned.Contacts.Count(contact => arrivals.GetValueOrDefault(contact.Id) < split.Id) == contactIds.Count;
        return isOldestPart ? split.Data.SpawnedContactId : null;
    }

    private async Task<CustomerChange> EraseAsync(
        ChangeRequest request,
        IReadOnlyCollection<long> contactIds,
        Func<CustomerSet, CancellationToken, Task<CustomerChange>> change,
        CancellationToken cancellationToken)
    {
        // What an earlier run has erased is gone.
        var erasure = await RunAsync(request, contactIds, change, isRepeated: _ => true, cancellationToken);
        // The erasure is committed, whether or not the caller still waits.
        if (erasure.Outcome == ChangeOutcome.Done && !request.IsDryRun)
            await followUp.CompleteAsync(CancellationToken.None);
        return erasure;
    }

    private Task<CustomerChange> ChangeAsync(
        ChangeRequest request,
        IReadOnlyCollection<long> contactIds,
        Func<CustomerSet, CancellationToken, Task<CustomerChange>> change,
        CancellationToken cancellationToken) => RunAsync(
        request, contactIds, change, isRepeated: result => result.Outcome == ChangeOutcome.Done, cancellationToken);

    private Task<CustomerChange> RunAsync(
        ChangeRequest request,
        IReadOnlyCollection<long> contactIds,
        Func<CustomerSet, CancellationToken, Task<CustomerChange>> change,
        Func<CustomerChange, bool> isRepeated,
        CancellationToken cancellationToken) => unit.RunAsync(
        ScopeOf(contactIds),
        request.IsDryRun,
        async (customers, token) =>
        {
            var changed = await change(customers, token);
            if (customers.HasChanged)
                request.Expected?.Verify(changed.Customers);
            return changed;
        },
        isRepeated,
        cancellationToken);
}
