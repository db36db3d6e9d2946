using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>Writes what a set has changed besides contacts: marks, separations and stand-ins.</summary>
internal sealed class BondWriter(FluxKartDbContext context, IBondStatements statements)
{
    public async Task WriteAsync(CustomerSet customers, CancellationToken cancellationToken)
    {
        if (customers.Separations is { } separations)
        {
            if (separations.Removed.Count > 0)
                await statements.DeleteAsync(separations.Removed, cancellationToken);
            if (separations.Added.Count > 0)
                await statements.InsertAsync(separations.Added, cancellationToken);
        }

        if (customers.Erased.Count > 0)
            await WriteStandInsAsync(customers, cancellationToken);
        await WriteMarksAsync(customers.Shared, cancellationToken);
    }

    /// <summary>Sets the time of new marks to that of the newest event. Call it after the events have been inserted.</summary>
    public Task DateMarksAsync(IEnumerable<SharedIdentifier> marks, CancellationToken cancellationToken)
    {
        long[] ids = [.. marks.Select(mark => mark.Id)];
        return context.SharedIdentifiers
            .Where(mark => ids.Contains(mark.Id))
            .ExecuteUpdateAsync(
                update => update.SetProperty(
                    mark => mark.CreatedAt,
                    _ => context.Events.OrderByDescending(recorded => recorded.Id).Select(recorded => recorded.Time).First()),
                cancellationToken);
    }

    private async Task WriteStandInsAsync(CustomerSet customers, CancellationToken cancellationToken)
    {
        long[] erasedIds = [.. customers.Erased.Select(contact => contact.Id)];
        await context.StandIns.Where(standIn => erasedIds.Contains(standIn.ContactId)).ExecuteDeleteAsync(cancellationToken);
        if (customers.StandIns.Count > 0)
            await statements.InsertAsync(customers.StandIns, cancellationToken);
    }

    private async Task WriteMarksAsync(SharedIdentifierSet shared, CancellationToken cancellationToken)
    {
        if (shared.Removed.Count > 0)
        {
            long[] removedIds = [.. shared.Removed.Select(mark => mark.Id)];
            await context.SharedIdentifiers.Where(mark => removedIds.Contains(mark.Id)).ExecuteDeleteAsync(cancellationToken);
        }

        if (shared.TakenApart.Count > 0)
        {
            long[] takenApartIds = [.. shared.TakenApart.Select(mark => mark.Id)];
            await context.SharedIdentifiers
                .Where(mark => takenApartIds.Contains(mark.Id))
                .ExecuteUpdateAsync(update => update.SetProperty(mark => mark.IsTakenApart, true), cancellationToken);
        }

        foreach (var revised in shared.Revised)
        {
            await context.SharedIdentifiers
                .Where(mark => mark.Id == revised.Id)
                .ExecuteUpdateAsync(
                    update => update
                        .SetProperty(mark => mark.Email, revised.Email)
                        .SetProperty(mark => mark.PhoneNumber, revised.PhoneNumber),
                    cancellationToken);
        }

        if (shared.Added.Count == 0)
            return;
        var inserted = await statements.InsertAsync(shared.Added, cancellationToken);
        var rows = inserted.ToDictionary(row => (row.Email, row.PhoneNumber));
        foreach (var mark in shared.Added)
        {
            var row = rows[(mark.Email?.Value, mark.PhoneNumber?.Value)];
            // SQLite returns a time that does not say that it is UTC.
            mark.MarkInserted(row.Id, DateTime.SpecifyKind(row.CreatedAt, DateTimeKind.Utc));
        }
    }
}
