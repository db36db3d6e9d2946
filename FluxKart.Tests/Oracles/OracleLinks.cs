namespace FluxKart.Tests.Oracles;

/// <summary>
/// What holds the rows of a customer together besides their values: requests that named two values, merges by hand, and having been left
/// together. Parts are found by labelling rows until no link changes a label.
/// </summary>
internal sealed class OracleLinks
{
    private readonly List<Ends> requests = [];
    private readonly List<Ends> byHand = [];
    private readonly Dictionary<OracleRow, object> leftWith = [];

    public void AddRequest(OracleRow holdsEmail, OracleRow holdsPhoneNumber) =>
        requests.Add(new Ends(holdsEmail, holdsPhoneNumber));

    public void AddByHand(OracleRow one, OracleRow other) => byHand.Add(new Ends(one, other));

    /// <summary>Undoes the merges by hand across a split.</summary>
    public void AddSplit(ICollection<OracleRow> moved) =>
        byHand.RemoveAll(link => moved.Contains(link.One) != moved.Contains(link.Other));

    /// <summary>Records which rows a split has left together.</summary>
    public void LeaveTogether(IEnumerable<OracleRow> part)
    {
        var group = new object();
        foreach (var row in part)
            leftWith[row] = group;
    }

    /// <summary>What is left of the rows when some are removed, or when a value links nothing.</summary>
    public List<List<OracleRow>> PartsOf(
        List<OracleRow> rows, Dictionary<string, OracleMark> marks, HashSet<OracleRow> removed, string? without)
    {
        // As it was until now: when a value is taken apart, the links that it made count.
        var before = Pieces(rows, rows, marks, without, hasHand: true);
        var withoutHand = Pieces(rows, rows, marks, without, hasHand: false);
        var rest = rows.FindAll(row => !removed.Contains(row));
        var edges = ValueLinks(rows, rest, marks, without, ignoresValue: true);
        foreach (var link in byHand.Where(link => IsWithin(rows, link)))
            edges.Add((Oldest(withoutHand, link.One), Oldest(withoutHand, link.Other)));
        // Only rows that a split left together can stand for their pieces.
        foreach (var group in rows.Where(leftWith.ContainsKey).GroupBy(row => leftWith[row]))
        {
            var ends = before.Select(piece => piece.Find(row => group.Contains(row) && rest.Contains(row))).Where(end => end is not null).ToList();
            edges.AddRange(ends.Skip(1).Select(end => (end, ends[0])));
        }

        return Label(rest, edges);

        OracleRow? Oldest(List<List<OracleRow>> pieces, OracleRow row) =>
            removed.Contains(row) ? pieces.Single(piece => piece.Contains(row)).Find(rest.Contains) : row;
    }

    /// <summary>
    /// Lets other rows take the place of removed ones: holders of the value that a request named, or rows linked to a merged one.
    /// </summary>
    public void Replace(List<OracleRow> rows, Dictionary<string, OracleMark> marks, HashSet<OracleRow> removed)
    {
        var withoutHand = Pieces(rows, rows, marks, null, hasHand: false);
        foreach (var request in requests)
        {
            Replace(request, request.One, LinkedBy(request.Email, request.One, rows, marks).Contains);
            Replace(request, request.Other, LinkedBy(request.PhoneNumber, request.Other, rows, marks).Contains);
        }

        foreach (var link in byHand)
        {
            Replace(link, link.One, row => withoutHand.Exists(piece => piece.Contains(row) && piece.Contains(link.One)));
            Replace(link, link.Other, row => withoutHand.Exists(piece => piece.Contains(row) && piece.Contains(link.Other)));
        }

        void Replace(Ends link, OracleRow end, Func<OracleRow, bool> fits)
        {
            if (removed.Contains(end))
                link.Replace(end, rows.Find(row => !removed.Contains(row) && fits(row)));
        }
    }

    private List<List<OracleRow>> Pieces(
        List<OracleRow> rows, List<OracleRow> rest, Dictionary<string, OracleMark> marks, string? without, bool hasHand)
    {
        var edges = ValueLinks(rows, rest, marks, without, ignoresValue: false);
        if (hasHand)
            edges.AddRange(byHand.Where(link => IsWithin(rows, link)).Select(link => ((OracleRow?)link.One, (OracleRow?)link.Other)));
        return Label(rest, edges);
    }

    /// <summary>Rows that share a linking value, and the holders of two values that one request named.</summary>
    private List<(OracleRow?, OracleRow?)> ValueLinks(
        List<OracleRow> rows, List<OracleRow> rest, Dictionary<string, OracleMark> marks, string? without, bool ignoresValue)
    {
        var edges = new List<(OracleRow?, OracleRow?)>();
        foreach (var (row, value) in rest.SelectMany(row => row.Values, (row, value) => (row, value)))
            edges.Add((row, OldestLinkedTo(row, value)));
        foreach (var request in requests.Where(request => IsWithin(rows, request)))
            edges.Add((OldestLinkedTo(request.One, request.Email), OldestLinkedTo(request.Other, request.PhoneNumber)));
        return edges;

        OracleRow? OldestLinkedTo(OracleRow row, string value) =>
            value == without && ignoresValue ? null : LinkedBy(value, row, rows, marks).Find(rest.Contains);
    }

    /// <summary>The rows of a customer that a value links to a row, oldest first.</summary>
    private static List<OracleRow> LinkedBy(string value, OracleRow row, List<OracleRow> rows, Dictionary<string, OracleMark> marks) =>
        marks.TryGetValue(value, out var mark)
            ? rows.FindAll(mark.LinkedTo(row).Contains)
            : rows.FindAll(other => other.Holds(value));

    private static bool IsWithin(List<OracleRow> rows, Ends link) => rows.Contains(link.One) && rows.Contains(link.Other);

    private static List<List<OracleRow>> Label(List<OracleRow> rows, List<(OracleRow? One, OracleRow? Other)> edges)
    {
        var labels = rows.ToDictionary(row => row, row => row.Id);
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            foreach (var (one, other) in edges)
            {
                if (one is null || other is null || labels[one] == labels[other])
                    continue;
                labels[one] = labels[other] = Math.Min(labels[one], labels[other]);
                hasChanged = true;
            }
        }

        return [.. rows.GroupBy(row => labels[row]).Select(part => part.ToList())];
    }

    /// <summary>The two rows that a link connects, and those whose place they have taken.</summary>
    private sealed class Ends(OracleRow one, OracleRow other)
    {
        private readonly (OracleRow One, OracleRow Other) first = (one, other);

        public OracleRow One { get; private set; } = one;

        public OracleRow Other { get; private set; } = other;

        public string Email => first.One.Email!;

        public string PhoneNumber => first.Other.PhoneNumber!;

        /// <summary>If no row can take the place, the end stays at one that is gone, so that the link holds nothing.</summary>
        public void Replace(OracleRow end, OracleRow? next)
        {
            if (next is null)
                return;
            if (end == One)
                One = next;
            if (end == Other)
                Other = next;
        }
    }
}
