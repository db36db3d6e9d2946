namespace FluxKart.Domain.Customers;

/// <summary>Which customers are kept apart: no order ever joins them. Separations can come and go.</summary>
/// <param name="stored">The stored separations, of those that matter.</param>
public sealed class Separations(IEnumerable<Separation> stored)
{
    private readonly HashSet<Separation> stored = [.. stored];
    private readonly HashSet<Separation> added = [];
    private readonly HashSet<Separation> removed = [];

    /// <summary>The separations that were loaded.</summary>
    public IReadOnlyCollection<Separation> Stored => stored;

    /// <summary>Separations to insert.</summary>
    public IReadOnlyCollection<Separation> Added => added;

    /// <summary>Stored separations to delete.</summary>
    public IReadOnlyCollection<Separation> Removed => removed;

    private IEnumerable<Separation> All => stored.Except(removed).Concat(added);

    /// <summary>Whether no order may join the two customers.</summary>
    public bool AreApart(Customer one, Customer other) => Between(one, other).Any();

    /// <summary>Adds the stored separations of another set.</summary>
    internal void AddAll(Separations later) => stored.UnionWith(later.stored);

    /// <summary>Keeps two customers apart from now on.</summary>
    internal void KeepApart(Customer one, Customer other) => Add(Separation.Between(one.Primary.Id, other.Primary.Id));

    /// <summary>Lets two customers be joined again.</summary>
    internal void End(Customer one, Customer other) => Remove([.. Between(one, other)]);

    /// <summary>Removes whatever a customer that is erased was kept apart from.</summary>
    internal void End(IReadOnlySet<long> contactIds) => Remove([.. All.Where(separation => NameOf(separation, contactIds) is not null)]);

    /// <summary>Keeps each part of a customer apart from whatever the whole was kept apart from.</summary>
    /// <param name="contactIds">The contacts of the whole. One that belongs to no part has been removed.</param>
    /// <param name="parts">What the customer has become.</param>
    internal void Inherit(IReadOnlySet<long> contactIds, IReadOnlyList<Customer> parts)
    {
        foreach (var separation in All.ToList())
        {
            if (NameOf(separation, contactIds) is not { } named)
                continue;
            foreach (var part in parts.Where(part => !part.Has(named)))
                Add(Separation.Between(part.Primary.Id, separation.OtherThan(named)));
            if (!parts.Any(part => part.Has(named)))
                Remove([separation]);
        }
    }

    private static long? NameOf(Separation separation, IReadOnlySet<long> contactIds) =>
        contactIds.Contains(separation.ContactId) ? separation.ContactId
        : contactIds.Contains(separation.OtherContactId) ? separation.OtherContactId
        : null;

    private IEnumerable<Separation> Between(Customer one, Customer other) => All.Where(separation =>
        (one.Has(separation.ContactId) && other.Has(separation.OtherContactId))
        || (other.Has(separation.ContactId) && one.Has(separation.OtherContactId)));

    private void Add(Separation separation)
    {
        if (!removed.Remove(separation) && !stored.Contains(separation))
            added.Add(separation);
    }

    private void Remove(List<Separation> separations)
    {
        foreach (var separation in separations)
        {
            if (!added.Remove(separation))
                removed.Add(separation);
        }
    }
}
