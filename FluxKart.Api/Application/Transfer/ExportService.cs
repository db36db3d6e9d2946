using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Transfer;

/// <remarks>
/// Each page is a statement of its own. A transaction for the whole export would keep PostgreSQL from cleaning up and SQLite from
/// shortening its log, for as long as the slowest client reads. So contacts change their customer, and with it their place, between two
/// pages. One that moves forwards is read again, and skipped. One that moves backwards is missed by the pages, but an event that
/// was committed after the first page began names it or its customer.
/// </remarks>
internal sealed class ExportService(IContactDirectory contacts, IEventLog events) : IExportService
{
    private const int PageSize = 2000;

    // Each can name all contacts of a customer.
    private const int EventPageSize = 20;

    private static readonly string[] Moves = [EventTypes.ContactMerged, EventTypes.ContactSplit, EventTypes.ContactRemoved];

    public async Task<long> WriteAsync(IContactFormat format, PipeWriter output, CancellationToken cancellationToken)
    {
        var written = new ContactIdSet();
        var count = 0L;
        var hasBegun = false;
        await foreach (var page in ReadAsync(cancellationToken))
        {
            if (!hasBegun)
                format.Begin(output);
            hasBegun = true;
            foreach (var contact in page.Where(contact => written.TryAdd(contact.Id)))
            {
                format.Write(ExportedContact.From(contact), output);
                count++;
            }

            await output.FlushAsync(cancellationToken);
        }

        return count;
    }

    /// <summary>Reads every contact once or more often, page by page. The first page may be empty.</summary>
    private async IAsyncEnumerable<IReadOnlyList<Contact>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = await events.ReadNewestIdAsync(cancellationToken);
        IReadOnlyList<Contact> page;
        Contact? last = null;
        do
        {
            page = await contacts.ListAsync(last, PageSize, cancellationToken);
            yield return page;
            last = page is [.., var end] ? end : null;
        }
        while (page.Count == PageSize);

        await foreach (var moved in ReadMovedAsync(position, cancellationToken))
            yield return moved;
    }

    /// <summary>
    /// Reads the contacts that have moved since an event. A customer is read some time after its event, and its contacts may have moved
    /// again by then. So it reads on until there is no new event, and not only up to the newest one when it begins.
    /// </summary>
    private async IAsyncEnumerable<IReadOnlyList<Contact>> ReadMovedAsync(
        long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var newest = await events.ReadNewestIdAsync(cancellationToken);
        while (true)
        {
            var page = await events.ReadAsync(position, Moves, EventPageSize, cancellationToken);
            position = page.Position;
            if (page.Events.Count > 0)
            {
                var named = page.Events.SelectMany(moved => moved.Data.NamedContactIds().Append(moved.ContactId ?? 0)).ToHashSet();
                yield return await contacts.ListNamedAsync(named, cancellationToken);
            }
            else if (position >= newest)
            {
                yield break;
            }
        }
    }
}
