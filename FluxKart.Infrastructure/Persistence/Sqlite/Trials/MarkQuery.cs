using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Sqlite.Trials;

internal static class MarkQuery
{
    /// <summary>The marks of these identifiers, of those that are marked.</summary>
    public static async Task<IReadOnlyList<SharedIdentifier>> FindMarksAsync(
        this FluxKartDbContext context, IReadOnlyCollection<Identifier> identifiers, CancellationToken cancellationToken)
    {
        if (identifiers.Count == 0)
            return [];
        EmailAddress[] emails = [.. identifiers.OfType<EmailAddress>()];
        PhoneNumber[] phoneNumbers = [.. identifiers.OfType<PhoneNumber>()];
        return await context.SharedIdentifiers
            .AsNoTracking()
            .Where(mark => (mark.Email != null && emails.Contains(mark.Email))
                || (mark.PhoneNumber != null && phoneNumbers.Contains(mark.PhoneNumber)))
            .ToListAsync(cancellationToken);
    }
}
