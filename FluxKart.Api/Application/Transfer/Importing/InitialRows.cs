using FluxKart.Api.Application.Events;
using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>
/// The first rows of a file that is imported into an empty database. A row that has nothing in common with an earlier one is a new customer,
/// whatever else is in the file, so nothing needs to be looked up for it. The other rows wait, in their order, until the load is complete.
/// Therefore two rows that have something in common keep their order, and for all others the order makes no difference.
/// </summary>
internal sealed class InitialRows(IInitialLoad load, LinkingRules rules, EventMetrics metrics)
{
    // More would double the size of the set, and bring an import near 500 MB.
    private const int MaxIdentifiers = 2_800_000;
    private const int MaxWaiting = 50_000;

    // Hashes are enough: a row that waits for no reason is applied all the same.
    private readonly HashSet<int> identifiers = [];
    private readonly List<FileRow> waiting = [];
    private readonly HashSet<DateTime> waitingTimes = [];
    private readonly List<FileRowOutcome> outcomes = [];
    private readonly Dictionary<string, int> eventsByType = [];
    private DateTime lastTime;

    /// <summary>Whether the load must be completed now. The rows that follow are applied batch by batch.</summary>
    public bool IsFull => identifiers.Count > MaxIdentifiers || waiting.Count > MaxWaiting;

    /// <summary>The rows that can be applied once the load is complete, in the order of the file.</summary>
    public IReadOnlyList<FileRow> Waiting => waiting;

    /// <summary>Loads those of the rows that are new customers. To be called in the order of the file.</summary>
    public async Task AddAsync(IReadOnlyList<FileRow> rows, FileCustomers fileCustomers, CancellationToken cancellationToken)
    {
        var customers = new CustomerSet([], rules, []);
        foreach (var row in rows)
        {
            var time = row.CreatedAt ?? NextTime();
            var dated = row with { CreatedAt = time };
            // Of two contacts of the same age, the one with the lower id is the older one.
            if (IsNewCustomer(row) && !waitingTimes.Contains(time))
            {
                outcomes.Add(customers.Import(dated, fileCustomers));
            }
            else
            {
                waiting.Add(dated);
                waitingTimes.Add(time);
            }
        }

        if (customers.Created.Count == 0)
            return;
        await load.AddAsync(customers, cancellationToken);
        foreach (var (type, count) in customers.Events.CountBy(happened => happened.Type))
            eventsByType[type] = eventsByType.GetValueOrDefault(type) + count;
    }

    /// <summary>Commits the rows that were loaded.</summary>
    /// <returns>What each of them changed, in the order of the file.</returns>
    public async Task<IReadOnlyList<FileRowOutcome>> CompleteAsync(CancellationToken cancellationToken)
    {
        if (outcomes.Count > 0)
            await load.CompleteAsync(cancellationToken);
        // Its locks would last as long as the import.
        await load.DisposeAsync();
        foreach (var (type, count) in eventsByType)
            metrics.CountWritten(type, count);
        return outcomes;
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
        foreach (var identifier in row.Contacts.SelectMany(contact => contact.Identifiers).Distinct())
            isNew &= identifiers.Add(identifier.GetHashCode());
        return isNew;
    }
}
