namespace FluxKart.Tests.Oracles;

/// <summary>
/// What the contract says, in the plainest way: rows in order of creation, and a union-find over the identifiers. It answers a request with
/// the same JSON as the service, if the service has taken the same requests one after the other from an empty table.
/// </summary>
public sealed class CustomerOracle
{
    private readonly Dictionary<string, string> parents = [];
    private readonly List<(string? Email, string? Phone)> rows = [];

    public string Identify(string? email, string? phone)
    {
        // The merged customer lacks a value exactly when no customer has it: each value's customer is among those merged.
        var isNew = Values(email, phone).Any(value => !parents.ContainsKey(value));
        foreach (var value in Values(email, phone))
            parents.TryAdd(value, value);
        if (Values(email, phone).ToList() is [var first, var second])
            parents[Find(first)] = Find(second);
        if (isNew)
            rows.Add((email, phone));
        return Describe(Find(Values(email, phone).First()));
    }

    /// <summary>The sets of identifiers of each customer, each customer's in order, and the customers in order.</summary>
    public IEnumerable<string> Components() =>
        parents.Keys.GroupBy(Find).Select(component => string.Join(' ', component.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);

    private string Describe(string root)
    {
        var members = rows.Index().Where(row => Find(Values(row.Item.Email, row.Item.Phone).First()) == root).ToList();
        var emails = members.Select(row => row.Item.Email).OfType<string>().Distinct().Select(email => $"\"{email}\"");
        var phones = members.Select(row => row.Item.Phone).OfType<string>().Distinct().Select(phone => $"\"{phone}\"");
        return $$$"""{"contact":{"primaryContactId":{{{members[0].Index + 1}}},"emails":[{{{string.Join(',', emails)}}}],"phoneNumbers":[{{{string.Join(',', phones)}}}],"secondaryContactIds":[{{{string.Join(',', members.Skip(1).Select(row => row.Index + 1))}}}]}}""";
    }

    private static IEnumerable<string> Values(string? email, string? phone) => new[] { email, phone }.OfType<string>();

    private string Find(string value) => parents[value] == value ? value : Find(parents[value]);
}
