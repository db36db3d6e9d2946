using FluxKart.Api.Application.Events;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>
/// The first rows of a file. A row that has nothing in common with a stored contact or an earlier row is a new customer, whatever else is
/// in the file, so nothing needs to be looked up for it. The other rows wait, in their order, until the load is complete. Therefore two
/// rows that have something in common keep their order, and for all others the order makes no difference.
/// </summary>
/// <param name="load">The load. It ends with this object.</param>
/// <param name="rules">What the operator has configured about linking.</param>
/// <param name="metrics">Counts the events, once they are stored.</param>
internal sealed class InitialRows(IBulkLoad load, LinkingRules rules, EventMetrics metrics) : IAsyncDisposable
{
    private const int MaxWaiting = 50_000;

    // Enough to tell whether most of the file repeats what is there. Loading the few others would gain nothing.
    private const int EnoughToTell = 5_000;

    // Hashes are enough: a row that waits for no reason is applied all the same.
    private readonly HashCodeSet identifiers = new();
    private readonly List<FileRow> waiting = [];
    private readonly HashSet<DateTime> waitingTimes = [];
    private readonly Dictionary<string, int> eventsByType = [];
    // The customers that are being made while the next rows are sorted out.
    private Task loading = Task.CompletedTask;
    private int added;
    private int loaded;
    private DateTime lastTime;

    /// <summary>Whether the load must be completed now. The rows that follow are applied batch by batch.</summary>
    public bool IsFull => identifiers.IsFull || waiting.Count > MaxWaiting || waiting.Count > EnoughToTell && waiting.Count > added;

    /// <summary>The rows that can be applied once the load is complete, in the order of the file.</summary>
    public IReadOnlyList<FileRow> Waiting => waiting;

    /// <summary>Takes in what is stored. To be called once, before the first rows.</summary>
    public async Task ReadStoredAsync(CancellationToken cancellationToken)
    {
        await foreach (var identifier in load.ReadStoredIdentifiersAsync(cancellationToken))
            identifiers.Add(identifier.GetHashCode());
    }

    /// <summary>Loads those of the rows that are new customers. To be called in the order of the file.</summary>
    public async Task AddAsync(IReadOnlyList<FileRow> rows, CancellationToken cancellationToken)
    {
        var newCustomers = new List<FileRow>(rows.Count);
        foreach (var row in rows)
        {
            var time = row.CreatedAt ?? NextTime();
            var dated = row.CreatedAt is null ? row with { CreatedAt = time } : row;
            // Of two contacts of the same age, the one with the lower id is the older one.
            if (IsNewCustomer(row) && !waitingTimes.Contains(time))
            {
                newCustomers.Add(dated);
            }
            else
            {
                waiting.Add(dated);
                waitingTimes.Add(time);
            }
        }

        if (newCustomers.Count == 0)
            return;
        added += newCustomers.Count;
        await loading;
        loading = Task.Run(() => LoadAsync(newCustomers, cancellationToken), CancellationToken.None);
    }

    /// <summary>Commits the rows that were loaded.</summary>
    /// <returns>The number of these rows. Each of them has created a customer.</returns>
    public async Task<int> CompleteAsync(CancellationToken cancellationToken)
    {
        await loading;
        if (loaded > 0)
            await load.CompleteAsync(cancellationToken);
        // Its locks and its memory would last as long as the import.
        await load.DisposeAsync();
        identifiers.Clear();
        foreach (var (type, count) in eventsByType)
            metrics.CountWritten(type, count);
        return loaded;
    }

    public async ValueTask DisposeAsync()
    {
        // Its failure has been reported to whoever added the next rows.
        await loading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await load.DisposeAsync();
    }

    private async Task LoadAsync(List<FileRow> newCustomers, CancellationToken cancellationToken)
    {
        var customers = new CustomerSet([], rules, []);
        foreach (var row in newCustomers)
            customers.AddNewCustomer(row);
        await load.AddAsync(customers, cancellationToken);
        loaded += newCustomers.Count;
        foreach (var (type, count) in customers.Events.CountBy(happened => happened.Type))
            eventsByType[type] = eventsByType.GetValueOrDefault(type) + count;
    }

    /// <summary>A time later than all before. The rows that wait are stored last, and are still not younger than those that follow them.</summary>
    private DateTime NextTime()
    {
        var now = load.Now;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        lastTime = now > lastTime ? now : lastTime.AddMicroseconds(1);
        return lastTime;
    }

    // Rows of the file's own customers are joined without a shared value. A row with too many contacts marks its identifiers as shared.
    private bool IsNewCustomer(FileRow row)
    {
        var isNew = row.Customer is null && row.Contacts.Count <= rules.MaxContactsPerCustomer;
        foreach (var identifier in IdentifiersOf(row))
            isNew &= identifiers.Add(identifier.GetHashCode());
        return isNew;
    }

    private static IEnumerable<Identifier> IdentifiersOf(FileRow row) => row.Contacts.Count == 1
        ? row.Contacts[0].Identifiers
        : row.Contacts.SelectMany(contact => contact.Identifiers).Distinct();
}
