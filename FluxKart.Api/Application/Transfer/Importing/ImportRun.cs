using System.Threading.Channels;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Application.Transfer.Reading.Decoding;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Applies the rows of one file, and counts what became of them. While a batch is applied, the next ones are read.</summary>
/// <param name="file">The file.</param>
/// <param name="initial">What the first rows are loaded with; null if the database has no faster way than batches.</param>
/// <param name="batches">What applies all other rows.</param>
/// <param name="claims">What the customers of the file hold.</param>
/// <param name="observer">Receives the progress.</param>
/// <param name="clock">Measures how long the database has been away.</param>
internal sealed class ImportRun(
    CustomerFile file, InitialRows? initial, IImportBatches batches, FileClaims claims, IImportObserver observer, TimeProvider clock)
{
    // Rows that wait match others, so each can need more locks than a row of other batches.
    private const int MaxWaitingPerBatch = 500;

    private const int BatchesAhead = 4;

    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseInOutage = TimeSpan.FromSeconds(1);

    private readonly FileCustomers fileCustomers = new();
    private InitialRows? initial = initial;
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

            await CompleteInitialAsync();
            isComplete = true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was applied stays, and is reported. What was loaded does too.
            await CompleteInitialAsync();
        }
        catch (UnreadableFileException)
        {
            await CompleteInitialAsync();
            throw;
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
            await foreach (var batch in RowBatches.Of(file.ReadAsync(cancellationToken), batches.MaxRows))
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
        if (initial is not null)
            await initial.AddAsync(rows, CancellationToken.None);
        else if (rows.Count > 0)
            await InParts.ApplyAsync(rows, part => CountAsync(part, cancellationToken));

        counts = counts.WithRefused(batch.Count - taken.Count) with
        {
            IgnoredValues = counts.IgnoredValues + taken.Sum(row => row.Faults.Count),
            BytesRead = file.BytesRead,
        };
        await observer.OnProgressAsync(counts, cancellationToken);
        if (initial is { IsFull: true })
            await CompleteInitialAsync();
    }

    /// <summary>
    /// Commits what was loaded, and applies the rows that waited for it, even if the import is cancelled: the file has gone on after them.
    /// </summary>
    private async Task CompleteInitialAsync()
    {
        if (initial is null)
            return;
        var loaded = initial;
        initial = null;
        counts = counts.WithCreated(await loaded.CompleteAsync(CancellationToken.None));
        await observer.OnProgressAsync(counts, CancellationToken.None);
        foreach (var rows in loaded.Waiting.Chunk(Math.Min(MaxWaitingPerBatch, batches.MaxRows)))
        {
            await InParts.ApplyAsync(rows, part => CountAsync(part, CancellationToken.None));
            await observer.OnProgressAsync(counts, CancellationToken.None);
        }
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
