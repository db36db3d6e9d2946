namespace FluxKart.Domain.Adoption;

/// <summary>
/// The links of the original service's table: which rows they connect, and which of them FluxKart would have written otherwise. They
/// connect through rows that are deleted or cannot be kept, and rows that name the same missing id.
/// </summary>
internal sealed class OriginalLinks
{
    private readonly OriginalRows rows;
    private readonly int[] linkedPlaces;
    private readonly Partition partition;

    public OriginalLinks(OriginalRows rows)
    {
        this.rows = rows;
        linkedPlaces = [.. Enumerable.Range(0, rows.Count).Select(rows.LinkedPlaceOf)];
        partition = new Partition(rows.Count);
        var firstNaming = new Dictionary<long, int>();
        for (var place = 0; place < rows.Count; place++)
        {
            if (linkedPlaces[place] is >= 0 and var linked)
                partition.Union(place, linked);
            else if (rows.LinkedIdOf(place) is { } missing && !firstNaming.TryAdd(missing, place))
                partition.Union(place, firstNaming[missing]);
        }

        FindCircles();
        for (var place = 0; place < rows.Count; place++)
        {
            if (rows.StateOf(place) == RowState.Live)
                Classify(place);
        }
    }

    /// <summary>Live rows that are linked to a row that is itself linked.</summary>
    public IdList Chained { get; } = new();

    /// <summary>Live rows that are linked to a row that is missing, deleted or not kept.</summary>
    public IdList Dangling { get; } = new();

    /// <summary>Rows whose links lead back to them.</summary>
    public IdList InCircles { get; } = new();

    /// <summary>The lowest place of the rows that are connected with this one.</summary>
    public int RootOf(int place) => partition.RootOf(place);

    private void Classify(int place)
    {
        if (rows.LinkedIdOf(place) is null)
            return;
        var linked = linkedPlaces[place];
        if (linked < 0 || rows.StateOf(linked) != RowState.Live)
            Dangling.Add(rows.IdOf(place));
        else if (rows.LinkedIdOf(linked) is not null)
            Chained.Add(rows.IdOf(place));
    }

    /// <summary>Follows the links from each row. A row that is met twice on one way is in a circle.</summary>
    private void FindCircles()
    {
        var metFrom = new int[rows.Count];
        Array.Fill(metFrom, OriginalRows.None);
        for (var start = 0; start < rows.Count; start++)
        {
            var place = start;
            while (place >= 0 && metFrom[place] == OriginalRows.None)
            {
                metFrom[place] = start;
                place = linkedPlaces[place];
            }

            if (place < 0 || metFrom[place] != start)
                continue;
            for (var member = place; ;)
            {
                InCircles.Add(rows.IdOf(member));
                member = linkedPlaces[member];
                if (member == place)
                    break;
            }
        }
    }
}
