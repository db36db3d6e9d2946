using System.Threading.Channels;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Applies the rows of one file, and counts what became of them. While a batch is applied, the next ones are read.</summary>
internal sealed class ImportRun(
    CustomerFile file, IImportBatches batches, FileClaims claims, IImportObserver observer, TimeProvider clock)
{
    private const int BatchesAhead = 4;

    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseInOutage = TimeSpan.FromSeconds(1);

    private readonly FileCustomers fileCustomers = new();
    private ImportProgress counts;
    private bool isComplete;

    /// <summary>Applies the rows until the file ends or the import is cancelled. To be called once.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = Channel.CreateBounded<IReadOnlyList<ImportedRow>>(
            new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        var reader = Task.Run(() => ReadAsync(ahead.Writer, reading.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in ahead.Reader.ReadAllAsync(cancellationToken))
            {
                await ApplyAsync(batch, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
            }

            isComplete = true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was applied stays, and is reported.
        }
        finally
        {
            await reading.CancelAsync();
            await reader;
        }
    }

    public ImportResult ToResult(IReadOnlyList<CustomerSize> largestCustomers, IReadOnlyList<IdentifierUse> hottestIdentifiers) =>
        new(counts, isComplete, file.Notes, largestCustomers, hottestIdentifiers);

    /// <summary>Reads the file batch by batch. A fault of the file reaches whoever reads the channel.</summary>
    private async Task ReadAsync(ChannelWriter<IReadOnlyList<ImportedRow>> ahead, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in RowBatches.Of(file.ReadAsync(cancellationToken)))
                await ahead.WriteAsync(batch, cancellationToken);
            ahead.Complete();
        }
        catch (Exception exception)
        {
            ahead.Complete(exception);
        }
    }

    private async Task ApplyAsync(IReadOnlyList<ImportedRow> batch, CancellationToken cancellationToken)
    {
        foreach (var faulty in batch.Where(row => row.Faults.Count > 0))
            await observer.OnFaultsAsync(faulty, cancellationToken);
        var taken = batch.Where(row => !row.IsRefused).ToList();
        var rows = new List<FileRow>(taken.Count);
        foreach (var row in taken)
            rows.Add(await claims.ToFileRowAsync(row, cancellationToken));
        if (rows.Count > 0)
            await InParts.ApplyAsync(rows, part => CountAsync(part, cancellationToken));

        counts = counts.WithRefused(batch.Count - taken.Count) with
        {
            IgnoredValues = counts.IgnoredValues + taken.Sum(row => row.Faults.Count),
            BytesRead = file.BytesRead,
        };
        await observer.OnProgressAsync(counts, cancellationToken);
    }

    private async Task CountAsync(IReadOnlyList<FileRow> rows, CancellationToken cancellationToken)
    {
        foreach (var outcome in await ApplyWithRetriesAsync(rows, cancellationToken))
            counts = counts.With(outcome);
    }

    /// <summary>Applies rows as a whole, whatever is cancelled meanwhile. A failover takes longer than a request would wait.</summary>
    private async Task<IReadOnlyList<FileRowOutcome>> ApplyWithRetriesAsync(
        IReadOnlyList<FileRow> rows, CancellationToken cancellationToken)
    {
        var startedAt = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await batches.ApplyAsync(rows, fileCustomers, CancellationToken.None);
            }
            catch (StoreUnavailableException) when (clock.GetElapsedTime(startedAt) < LongestOutage)
            {
                await Task.Delay(PauseInOutage, clock, cancellationToken);
            }
        }
    }
}
