namespace FluxKart.Domain.Adoption;

/// <summary>Contact ids for a person to read: the first of them, and how many there are.</summary>
public sealed class IdList
{
    /// <summary>How many ids are listed at most.</summary>
    public const int MaxListed = 20;

    private readonly List<long> first = [];

    /// <summary>How many ids were added.</summary>
    public int Count { get; private set; }

    /// <summary>The first of them, in order of their addition.</summary>
    public IReadOnlyList<long> First => first;

    internal void Add(long id)
    {
        if (Count++ < MaxListed)
            first.Add(id);
    }
}
