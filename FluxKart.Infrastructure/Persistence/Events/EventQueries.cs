using FluxKart.Domain.Events;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Events;

/// <summary>
/// The query for the feed, compiled once, because otherwise EF Core analyses the expression at each call. A compiled query belongs to one
/// model, so there is one instance for each configured database.
/// </summary>
internal sealed class EventQueries
{
    /// <summary>The events after an id, in order of id and up to a limit, untracked.</summary>
    public Func<FluxKartDbContext, long, int, IAsyncEnumerable<RecordedEvent>> After { get; } =
        EF.CompileAsyncQuery((FluxKartDbContext context, long after, int limit) => context.Events
            .AsNoTracking()
            .Where(recorded => recorded.Id > after)
            .OrderBy(recorded => recorded.Id)
            .Take(limit));
}
