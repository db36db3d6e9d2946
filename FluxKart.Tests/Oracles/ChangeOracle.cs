namespace FluxKart.Tests.Oracles;

/// <summary>
/// The contract's rule and its changes by hand in their simplest form: lists of rows, marks by value, and pairs of customers that are kept
/// apart. It uses no production code, and gives rows, marks and customers the same ids as the service does.
/// </summary>
internal sealed class ChangeOracle(int maxContacts)
{
    private readonly List<OracleCustomer> customers = [];
    private readonly Dictionary<string, OracleMark> marks = [];
    private readonly HashSet<(OracleCustomer, OracleCustomer)> apart = [];
    private readonly OracleLinks links = new();
    private long lastId;

    /// <summary>The ids of each customer's rows, in the order of their primaries.</summary>
    public IEnumerable<string> Customers => customers.OrderBy(customer => customer.PrimaryId).Select(customer => customer.ToString());

    /// <summary>The values that are marked, in ordinal order.</summary>
    public IEnumerable<string> Marks => marks
        .Select(mark => $"{mark.Key}{(mark.Value.IsTakenApart ? " taken apart" : "")}")
        .Order(StringComparer.Ordinal);

    /// <summary>The primaries of the customers that are kept apart.</summary>
    public IEnumerable<(long, long)> Apart => apart
        .Where(pair => pair.Item1.PrimaryId < pair.Item2.PrimaryId)
        .Select(pair => (pair.Item1.PrimaryId, pair.Item2.PrimaryId))
        .Order();

    public IReadOnlyList<long> LiveIds => [.. customers.SelectMany(customer => customer.Rows).Select(row => row.Id).Order()];

    public OracleCustomer CustomerOf(long rowId) => customers.Single(customer => customer.Rows.Exists(row => row.Id == rowId));

    public bool IsMarked(string value) => marks.ContainsKey(value);

    public OracleCustomer Identify(string? email, string? phoneNumber)
    {
        string[] values = [.. new[] { email, phoneNumber }.OfType<string>()];
        var linking = values.Where(value => !marks.ContainsKey(value)).ToList();
        var candidates = linking
            .SelectMany(value => customers.Where(customer => customer.Holds(value)).OrderBy(customer => customer.PrimaryId))
            .Distinct()
            .ToList();
        var joined = new List<OracleCustomer>();
        foreach (var candidate in candidates.Where(MayJoin))
            joined.Add(candidate);

        var row = new OracleRow(lastId + 1, email, phoneNumber);
        var target = Link(joined, row, values) ?? (linking.Count == 0 ? FindSame(row) : null);
        if (target is null)
            customers.Add(target = new OracleCustomer([row]));
        var refused = linking.Where(value => candidates.Exists(other => !joined.Contains(other) && other.Holds(value)));
        // The request is linked before the marks are made.
        foreach (var value in refused.ToList())
            marks.Add(value, NewMark(value, customers.ConvertAll(customer => customer.Rows)));
        if (target.Rows.Contains(row))
            lastId = row.Id;
        return target;

        bool MayJoin(OracleCustomer candidate)
        {
            var together = joined.Append(candidate).ToList();
            var isNew = !values.All(value => together.Exists(customer => customer.Holds(value)));
            var size = together.Sum(customer => customer.Rows.Count) + (isNew ? 1 : 0);
            return !joined.Exists(other => apart.Contains((other, candidate))) && (size <= maxContacts || (joined.Count == 0 && !isNew));
        }
    }

    /// <returns>The customer of the other rows, and that of these.</returns>
    public (OracleCustomer Kept, OracleCustomer Spawned) Split(HashSet<long> ids, bool keepApart)
    {
        var whole = CustomerOf(ids.First());
        var spawned = whole.Rows.FindAll(row => ids.Contains(row.Id));
        var kept = whole.Rows.Except(spawned).ToList();
        var parts = FallApart(whole, [kept, spawned]);
        if (keepApart)
        {
            KeepApart(parts[0], parts[1]);
            foreach (var value in whole.Values.Where(value => parts.TrueForAll(part => part.Holds(value))).Except(marks.Keys).ToList())
                marks.Add(value, NewMark(value, customers.ConvertAll(customer => customer.Rows)));
        }

        return (parts[0], parts[1]);
    }

    public OracleCustomer Merge(long oneId, long otherId)
    {
        var (one, other) = (CustomerOf(oneId), CustomerOf(otherId));
        apart.RemoveWhere(pair => pair == (one, other) || pair == (other, one));
        links.AddByHand(one.Primary, other.Primary);
        return Join([one, other]);
    }

    public List<OracleCustomer> Remove(HashSet<long> ids)
    {
        var whole = CustomerOf(ids.First());
        var removed = whole.Rows.Where(row => ids.Contains(row.Id)).ToHashSet();
        var parts = links.PartsOf(whole.Rows, marks, removed, without: null);
        links.Replace(whole.Rows, marks, removed);
        var left = FallApart(whole, parts);
        DropMarks(removed);
        return left;
    }

    public void Erase(long id)
    {
        var whole = CustomerOf(id);
        FallApart(whole, []);
        DropMarks(whole.Rows);
    }

    public List<OracleCustomer> Mark(string value, bool takeApart)
    {
        var holders = takeApart ? customers.FindAll(customer => customer.Holds(value)) : [];
        var parts = holders.ConvertAll(customer => links.PartsOf(customer.Rows, marks, [], value));
        if (!marks.TryGetValue(value, out var mark))
            marks.Add(value, mark = NewMark(value, customers.ConvertAll(customer => customer.Rows)));
        mark.IsTakenApart |= takeApart;
        return [.. holders.Zip(parts).SelectMany(one => FallApart(one.First, one.Second)).OrderBy(part => part.PrimaryId)];
    }

    public void Unmark(string value) => marks.Remove(value);

    private static OracleMark NewMark(string value, List<List<OracleRow>> groups) =>
        new(groups.Select(group => group.FindAll(row => row.Holds(value))));

    private OracleCustomer? FindSame(OracleRow row) => customers
        .Where(customer => customer.Rows.Exists(row.HasSameValues))
        .MinBy(customer => customer.Rows.First(row.HasSameValues).Id);

    private OracleCustomer? Link(List<OracleCustomer> joined, OracleRow row, string[] values)
    {
        if (joined.Count == 0)
            return null;
        var (byEmail, byPhoneNumber) = (OldestHolder(row.Email), OldestHolder(row.PhoneNumber));
        if (joined.Count > 1 && byEmail is not null && byPhoneNumber is not null && byEmail != byPhoneNumber)
            links.AddRequest(byEmail, byPhoneNumber);
        var isKnown = values.All(value => joined.Exists(customer => customer.Holds(value)));
        var target = joined.Count > 1 ? Join(joined) : joined[0];
        if (!isKnown)
            target.Rows.Add(row);
        return target;

        OracleRow? OldestHolder(string? value) => value is null || marks.ContainsKey(value)
            ? null
            : joined.SelectMany(customer => customer.Rows).Where(held => held.Holds(value)).MinBy(held => held.Id);
    }

    private OracleCustomer Join(List<OracleCustomer> joined)
    {
        var union = new OracleCustomer([.. joined.SelectMany(customer => customer.Rows).OrderBy(row => row.Id)]);
        Inherit(joined, [union]);
        return union;
    }

    private List<OracleCustomer> FallApart(OracleCustomer whole, List<List<OracleRow>> parts)
    {
        var created = parts.ConvertAll(part => new OracleCustomer(part));
        Inherit([whole], created);
        foreach (var mark in marks.Values)
            mark.Separate(parts);
        var oldest = created.MinBy(part => part.PrimaryId);
        foreach (var part in created.Where(part => part != oldest))
            links.AddSplit(part.Rows);
        if (parts.Count > 1)
            parts.ForEach(links.LeaveTogether);
        return created;
    }

    /// <summary>Replaces customers by others, each of which is kept apart from whatever they were kept apart from.</summary>
    private void Inherit(List<OracleCustomer> before, List<OracleCustomer> after)
    {
        var strangers = apart.Where(pair => before.Contains(pair.Item1)).Select(pair => pair.Item2).ToList();
        apart.RemoveWhere(pair => before.Contains(pair.Item1) || before.Contains(pair.Item2));
        foreach (var (one, other) in after.SelectMany(part => strangers.Select(stranger => (part, stranger))))
            KeepApart(one, other);
        customers.RemoveAll(before.Contains);
        customers.AddRange(after);
    }

    private void KeepApart(OracleCustomer one, OracleCustomer other)
    {
        apart.Add((one, other));
        apart.Add((other, one));
    }

    private void DropMarks(IEnumerable<OracleRow> gone)
    {
        foreach (var value in gone.SelectMany(row => row.Values).Where(value => !customers.Exists(other => other.Holds(value))))
            marks.Remove(value);
    }
}
