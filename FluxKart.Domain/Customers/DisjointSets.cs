namespace FluxKart.Domain.Customers;

/// <summary>Union-find: which items are connected so far. An item that was never united is a set of its own.</summary>
internal sealed class DisjointSets<TItem>
    where TItem : class
{
    private readonly Dictionary<TItem, TItem> parents = [];

    /// <summary>Unites the sets of two items.</summary>
    /// <returns>False if they were in one set already.</returns>
    public bool Union(TItem one, TItem other)
    {
        var root = RootOf(one);
        var otherRoot = RootOf(other);
        if (root.Equals(otherRoot))
            return false;
        parents[root] = otherRoot;
        return true;
    }

    /// <summary>The item that stands for the whole set. It is the same for all items of a set, until the next union.</summary>
    public TItem RootOf(TItem item)
    {
        var root = item;
        while (parents.TryGetValue(root, out var parent))
            root = parent;
        // So that the next search takes one step.
        while (!item.Equals(root))
        {
            var parent = parents[item];
            parents[item] = root;
            item = parent;
        }

        return root;
    }
}
