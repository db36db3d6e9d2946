using FluxKart.Domain.Importing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure.Persistence.Importing;

/// <summary>
/// Each call has a context of its own. What a process writes is fenced: it changes nothing unless the process owns the import, and the
/// import has not ended.
/// </summary>
internal sealed class ImportRepository(IServiceScopeFactory scopes) : IImportDirectory, IImportTurns
{
    private const int Taken = 1;

    public Task<Import?> FindAsync(long id, CancellationToken cancellationToken) =>
        UseAsync(context => WithId(context, id).AsNoTracking().SingleOrDefaultAsync(cancellationToken));

    public Task<IReadOnlyList<Import>> ListAsync(long? before, int limit, CancellationToken cancellationToken) =>
        UseAsync<IReadOnlyList<Import>>(async context => await context.Imports.AsNoTracking()
            .Where(import => before == null || import.Id < before)
            .OrderByDescending(import => import.Id)
            .Take(limit)
            .ToListAsync(cancellationToken));

    public Task<bool> CancelAsync(long id, CancellationToken cancellationToken) => UseAsync(async context =>
        await WithId(context, id).Where(import => import.State == ImportState.Running && import.EndedAt == null).ExecuteUpdateAsync(
            update => update.SetProperty(import => import.State, ImportState.Cancelled), cancellationToken) > 0
        || await WithId(context, id).AnyAsync(cancellationToken));

    public Task<Import> AddAsync(Import import, CancellationToken cancellationToken) => UseAsync(async context =>
    {
        context.Imports.Add(import);
        await context.SaveChangesAsync(cancellationToken);
        return import;
    });

    public Task<bool> TryBeginAsync(Import import, DateTime now, CancellationToken cancellationToken) => UseAsync(async context =>
        await Owned(context, import)
            .Where(waiting => waiting.State == ImportState.Running
                && !Active(context).Any(other =>
                    other.Id < waiting.Id || (other.Id != waiting.Id && EF.Property<int?>(other, ImportConfiguration.Turn) != null)))
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(waiting => EF.Property<int?>(waiting, ImportConfiguration.Turn), Taken)
                    .SetProperty(waiting => waiting.StartedAt, now),
                cancellationToken) > 0);

    public Task<bool> ContinueAsync(
        Import import, ImportProgress progress, CancellationToken cancellationToken) => UseAsync(async context =>
        await Owned(context, import).ExecuteUpdateAsync(
            update => Set(update, progress)
                .SetProperty(
                    stored => EF.Property<long>(stored, ImportConfiguration.Beat),
                    stored => EF.Property<long>(stored, ImportConfiguration.Beat) + 1),
            cancellationToken) > 0
        && await Owned(context, import).AnyAsync(stored => stored.State == ImportState.Running, cancellationToken));

    public Task<ImportState> EndAsync(Import import, ImportProgress progress, ImportEnd ending, CancellationToken cancellationToken) =>
        UseAsync(async context =>
        {
            await Owned(context, import).ExecuteUpdateAsync(
                update => Set(update, progress)
                    .SetProperty(
                        stored => stored.State, stored => stored.State == ImportState.Running ? ending.State : stored.State)
                    .SetProperty(stored => stored.EndedAt, ending.At)
                    .SetProperty(stored => stored.Error, Shorten(ending.Error))
                    .SetProperty(stored => stored.Notes, ending.Notes)
                    .SetProperty(stored => EF.Property<int?>(stored, ImportConfiguration.Turn), (int?)null),
                cancellationToken);
            return await WithId(context, import.Id).Select(stored => stored.State).SingleAsync(cancellationToken);
        });

    public Task<IReadOnlyList<ImportSighting>> ReadActiveAsync(CancellationToken cancellationToken) =>
        UseAsync<IReadOnlyList<ImportSighting>>(async context => await Active(context)
            .OrderBy(import => import.Id)
            .Select(import => new ImportSighting(import.Id, import.Owner, EF.Property<long>(import, ImportConfiguration.Beat)))
            .ToListAsync(cancellationToken));

    public Task<bool> TryInterruptAsync(ImportSighting seen, DateTime now, CancellationToken cancellationToken) => UseAsync(async context =>
        await Active(context)
            .Where(import => import.Id == seen.Id && EF.Property<long>(import, ImportConfiguration.Beat) == seen.Beat)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(
                        import => import.State,
                        import => import.State == ImportState.Running ? ImportState.Interrupted : import.State)
                    .SetProperty(import => import.EndedAt, now)
                    .SetProperty(import => EF.Property<int?>(import, ImportConfiguration.Turn), (int?)null),
                cancellationToken) > 0);

    public Task<IReadOnlyDictionary<string, bool>> FindEndedAsync(
        IReadOnlyCollection<string> files, CancellationToken cancellationToken) =>
        UseAsync<IReadOnlyDictionary<string, bool>>(async context => await context.Imports
            .Where(import => files.Contains(import.File))
            .Select(import => new { import.File, HasEnded = import.EndedAt != null })
            .ToDictionaryAsync(import => import.File, import => import.HasEnded, cancellationToken));

    private static IQueryable<Import> WithId(FluxKartDbContext context, long id) => context.Imports.Where(import => import.Id == id);

    private static IQueryable<Import> Active(FluxKartDbContext context) => context.Imports.Where(import => import.EndedAt == null);

    private static IQueryable<Import> Owned(FluxKartDbContext context, Import import) =>
        Active(context).Where(stored => stored.Id == import.Id && stored.Owner == import.Owner);

    private static UpdateSettersBuilder<Import> Set(UpdateSettersBuilder<Import> update, ImportProgress progress) => update
        .SetProperty(stored => stored.BytesRead, progress.BytesRead)
        .SetProperty(stored => stored.Rows, progress.Rows)
        .SetProperty(stored => stored.Created, progress.Created)
        .SetProperty(stored => stored.Linked, progress.Linked)
        .SetProperty(stored => stored.Merged, progress.Merged)
        .SetProperty(stored => stored.Matched, progress.Matched)
        .SetProperty(stored => stored.Refused, progress.Refused)
        .SetProperty(stored => stored.IgnoredValues, progress.IgnoredValues);

    private static string? Shorten(string? error) =>
        error?.Length > ImportConfiguration.MaxErrorLength ? error[..ImportConfiguration.MaxErrorLength] : error;

    private async Task<T> UseAsync<T>(Func<FluxKartDbContext, Task<T>> use)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<FluxKartDbContext>());
    }
}
