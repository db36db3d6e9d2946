using FluxKart.Domain.Customers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure.Persistence.Sqlite.Trials;

/// <summary>
/// A temporary database of SQLite. It is in the page cache as long as there is room, and then also in a file that has no name and that only
/// this user could read. The file is in the folder for temporary files, or in the one that <c>SQLITE_TMPDIR</c> names.
/// </summary>
/// <remarks>Source: https://sqlite.org/inmemorydb.html, "Temporary databases".</remarks>
internal sealed class SqliteTrialStore : ITrialStore
{
    private const string TemporaryDatabase = "Data Source=;Pooling=False";

    // Memory has room for the journal of a transaction, which is a batch. A negative cache size is in KiB.
    private const string Tuning = "PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -65536";

    // No database has so many contacts. New ones are younger than copied ones of the same age, as in the configured database.
    private const long LastCopiedId = 1L << 62;

    private readonly SqliteConnection connection = new(TemporaryDatabase);
    private readonly ServiceProvider provider;
    private readonly AsyncServiceScope services;
    private readonly StoredCustomers stored;

    /// <param name="stored">Where to copy customers from.</param>
    /// <param name="rules">What the operator has configured about linking.</param>
    public SqliteTrialStore(StoredCustomers stored, LinkingRules rules)
    {
        this.stored = stored;
        provider = new ServiceCollection()
            .AddContacts(rules)
            .AddSqliteStatements()
            .AddTrial(connection)
            .BuildServiceProvider();
        services = provider.CreateAsyncScope();
    }

    public IContactRepository Contacts => Get<IContactRepository>();

    public IUnitOfWork UnitOfWork => Get<IUnitOfWork>();

    public IBulkWriter Writer => Get<IBulkWriter>();

    public ISuggestionDirectory Suggestions => Get<ISuggestionDirectory>();

    /// <summary>Creates the tables. To be called once, before anything else.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        // The database is gone when its only connection is closed.
        await connection.OpenAsync(cancellationToken);
        var context = Get<FluxKartDbContext>();
        await context.Database.MigrateAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync(Tuning, cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO sqlite_sequence (name, seq) VALUES ('contact', {LastCopiedId})", cancellationToken);
    }

    public async Task CopyAsync(CustomerScope scope, CancellationToken cancellationToken)
    {
        var loaded = await stored.LoadAsync(scope, cancellationToken);
        if (loaded.Loaded.Count == 0 && loaded.Shared.Marked.Count == 0)
            return;
        var copies = Get<CustomerCopies>();
        var missing = await copies.FindMissingAsync(loaded.Loaded, cancellationToken);
        var marks = await stored.ReadMarksAsync(
            [
                .. missing.SelectMany(customer => customer.Contacts).SelectMany(contact => contact.Identifiers).Except(scope.Identifiers),
                .. loaded.Shared.Marked,
            ],
            cancellationToken);
        await UnitOfWork.ExecuteAsync(
            async token =>
            {
                await copies.InsertAsync(missing, token);
                await copies.InsertAsync(loaded.Separations?.Stored ?? [], token);
                await copies.InsertAsync(marks, token);
                return true;
            },
            cancellationToken);
    }

    public bool HasCreated(long contactId) => contactId > LastCopiedId;

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await provider.DisposeAsync();
        await connection.DisposeAsync();
    }

    private T Get<T>()
        where T : notnull =>
        services.ServiceProvider.GetRequiredService<T>();
}
