using FluxKart.Domain.Contacts;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>Since when each two contacts have been in one customer without a break.</summary>
internal sealed class PairsTogether
{
    private readonly Dictionary<(Contact One, Contact Other), long> since = [];

    /// <summary>The older contact of each pair comes first.</summary>
    public IEnumerable<(Contact One, Contact Other)> Pairs => since.Keys;

    public long SinceWhen(Contact one, Contact other) => since[one.Id < other.Id ? (one, other) : (other, one)];

    /// <summary>Looks at what the customers have become at a time.</summary>
    public void Update(IEnumerable<IReadOnlyCollection<Contact>> customers, long time)
    {
        var together = customers
            .SelectMany(customer => customer.SelectMany(one => customer.Where(other => other.Id > one.Id).Select(other => (one, other))))
            .ToHashSet();
        foreach (var pair in since.Keys.Where(pair => !together.Contains(pair)).ToList())
            since.Remove(pair);
        foreach (var pair in together)
            since.TryAdd(pair, time);
    }
}
