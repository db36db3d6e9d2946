namespace FluxKart.Domain.Adoption;

/// <summary>Union-find over numbers from 0. Each set is called by its lowest number.</summary>
internal sealed class Partition(int count)
{
    private readonly int[] parents = [.. Enumerable.Range(0, count)];

    public int RootOf(int item)
    {
        while (parents[item] != item)
        {
            parents[item] = parents[parents[item]];
            item = parents[item];
        }

        return item;
    }

    /// <summary>Makes one set of two.</summary>
    public void Union(int one, int other)
    {
        var (root, otherRoot) = (RootOf(one), RootOf(other));
        parents[Math.Max(root, otherRoot)] = Math.Min(root, otherRoot);
    }
}
