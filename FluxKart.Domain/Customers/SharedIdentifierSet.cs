using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>The identifiers that never link: those that a pattern covers, and those that are marked. Marks can come and go.</summary>
/// <param name="patterns">The identifiers that never link although nobody has marked them.</param>
/// <param name="marked">The identifiers that are marked, of those that matter.</param>
public sealed class SharedIdentifierSet(SharedIdentifierPatterns patterns, IEnumerable<Identifier> marked)
{
    private readonly HashSet<Identifier> marked = [.. marked];
    private readonly List<SharedIdentifier> added = [];
    private readonly List<SharedIdentifier> takenApart = [];
    private readonly List<SharedIdentifier> removed = [];
    private readonly List<SharedIdentifier> revised = [];

    /// <summary>The identifiers that are marked, of those that matter.</summary>
    public IReadOnlyCollection<Identifier> Marked => marked;

    /// <summary>Marks to insert.</summary>
    public IReadOnlyList<SharedIdentifier> Added => added;

    /// <summary>Stored marks whose identifier no longer links anything at all.</summary>
    public IReadOnlyList<SharedIdentifier> TakenApart => takenApart;

    /// <summary>Stored marks to delete.</summary>
    public IReadOnlyList<SharedIdentifier> Removed => removed;

    /// <summary>Stored marks whose identifier has changed.</summary>
    public IReadOnlyList<SharedIdentifier> Revised => revised;

    /// <summary>Whether the identifier never links.</summary>
    public bool Include(Identifier identifier) => marked.Contains(identifier) || patterns.Cover(identifier);

    /// <summary>Adds the identifiers that are marked according to another set.</summary>
    internal void AddAll(SharedIdentifierSet later) => marked.UnionWith(later.marked);

    internal void Add(SharedIdentifier mark)
    {
        marked.Add(mark.Identifier);
        added.Add(mark);
    }

    internal void TakeApart(SharedIdentifier mark)
    {
        if (mark.IsTakenApart)
            return;
        mark.TakeApart();
        takenApart.Add(mark);
    }

    internal void Revise(SharedIdentifier mark, Identifier identifier)
    {
        marked.Remove(mark.Identifier);
        mark.Revise(identifier);
        marked.Add(identifier);
        revised.Add(mark);
    }

    internal void Remove(SharedIdentifier mark)
    {
        marked.Remove(mark.Identifier);
        removed.Add(mark);
    }
}
