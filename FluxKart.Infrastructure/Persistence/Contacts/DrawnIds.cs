namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>What the database assigns to contacts before it inserts them.</summary>
/// <param name="Ids">A new id for each contact, in ascending order.</param>
/// <param name="Now">The time by the database's clock, in UTC.</param>
internal sealed record DrawnIds(IReadOnlyList<long> Ids, DateTime Now);
