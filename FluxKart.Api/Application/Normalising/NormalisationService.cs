using System.Runtime.CompilerServices;
using FluxKart.Api.Application.Events;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Normalising;

internal sealed class NormalisationService(
    NormalisationBatches batches,
    IContactDirectory contacts,
    ISharedIdentifierDirectory marks,
    IdentificationOptions options,
    EventMetrics metrics) : INormalisationService
{
    private const int PageSize = 2000;
    private const int BatchSize = 500;

    public async Task<NormalisationReport> RunAsync(bool isDryRun, CancellationToken cancellationToken)
    {
        var rules = new TodaysRules(options.DefaultRegion);
        var report = new NormalisationReport();
        // First the marks, so that no contact is joined by a value that is shared.
        var revisedMarks = await ReviseMarksAsync(rules, isDryRun, cancellationToken);
        report.Marks = revisedMarks.Count;
        var preview = isDryRun ? new CustomerSet([], options.Rules, revisedMarks) { Separations = new Separations([]) } : null;
        await foreach (var page in ReadContactsAsync(cancellationToken))
        {
            report.CountRead(page, rules);
            foreach (var batch in page.Where(contact => rules.Revise(contact) is not null).Chunk(BatchSize))
                await InParts.ApplyAsync(batch, async part => report.CountRevised(part.Count, await ReviseAsync(part)));
        }

        return report;

        async Task<IReadOnlyList<CustomerEvent>> ReviseAsync(IReadOnlyList<Contact> part)
        {
            if (preview is not null)
                return await batches.PreviewAsync(part, rules, preview, cancellationToken);
            var events = await batches.ReviseAsync(part, rules, cancellationToken);
            metrics.CountWritten(events);
            return events;
        }
    }

    private async Task<List<Identifier>> ReviseMarksAsync(TodaysRules rules, bool isDryRun, CancellationToken cancellationToken)
    {
        var revised = new List<Identifier>();
        IReadOnlyList<SharedIdentifier> page;
        var afterId = 0L;
        do
        {
            page = await marks.ListAsync(afterId, PageSize, cancellationToken);
            foreach (var mark in page)
            {
                afterId = mark.Id;
                if (rules.Revise(mark.Identifier) is not { } identifier || identifier.Equals(mark.Identifier))
                    continue;
                revised.Add(identifier);
                if (!isDryRun)
                    await batches.ReviseAsync(mark, identifier, cancellationToken);
            }
        }
        while (page.Count == PageSize);
        return revised;
    }

    /// <summary>In order of id, since contacts change their customer meanwhile. Those that are added meanwhile are revised already.</summary>
    private async IAsyncEnumerable<IReadOnlyList<Contact>> ReadContactsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<Contact> page;
        var afterId = 0L;
        do
        {
            yield return page = await contacts.ListByIdAsync(afterId, PageSize, cancellationToken);
            afterId = page.Count > 0 ? page[^1].Id : afterId;
        }
        while (page.Count == PageSize);
    }
}
