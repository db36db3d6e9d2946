namespace FluxKart.Tests.Oracles;

/// <summary>
/// The contract in its simplest form: rows in order of creation, and a union-find over the identifiers. It returns the same JSON as the
/// service, if the service starts with an empty table and gets the same requests one after another.
/// </summary>
public sealed class CustomerOracle
{
    private readonly Dictionary<string, string> parents = [];
    private readonly List<(string? Email, string? Phone)> rows = [];

    public string Identify(string? email, string? phone)
    {
        Add(email, phone);
        return Describe(Find(Values(email, phone).First()));
    }

    /// <summary>The same without the response, which takes as long as there are rows.</summary>
    public void Add(string? email, string? phone)
    {
        // The request merges all customers that have its values. So a value is new to the result only if it is new to all customers.
        var isNew = Values(email, phone).Any(value => !parents.ContainsKey(value));
        foreach (var value in Values(email, phone))
            parents.TryAdd(value, value);
        if (Values(email, phone).ToList() is [var first, var second])
            parents[Find(first)] = Find(second);
        if (isNew)
            rows.Add((email, phone));
    }

    /// <summary>
    /// One string for each customer: its identifiers in ordinal order, separated by spaces. The strings are ordered too.
    /// </summary>
    public IEnumerable<string> Components() => parents.Keys
        .GroupBy(Find)
        .Select(component => string.Join(' ', component.Order(StringComparer.Ordinal)))
        .Order(StringComparer.Ordinal);

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
