using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.SharedIdentifiers;

internal sealed class SharedIdentifierDirectory(FluxKartDbContext context) : ISharedIdentifierDirectory
{
    public async Task<IReadOnlyList<SharedIdentifier>> ListAsync(long afterId, int limit, CancellationToken cancellationToken) =>
        await context.SharedIdentifiers
            .AsNoTracking()
            .Where(mark => mark.Id > afterId)
            .OrderBy(mark => mark.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);

    public Task<SharedIdentifier?> FindAsync(long id, CancellationToken cancellationToken) =>
        context.SharedIdentifiers.AsNoTracking().SingleOrDefaultAsync(mark => mark.Id == id, cancellationToken);
}
