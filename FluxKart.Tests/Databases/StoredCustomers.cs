namespace FluxKart.Tests.Databases;

/// <summary>Checks the stored rows, links and primaries, which a response shows only in part.</summary>
public static class StoredCustomers
{
    /// <summary>
    /// Asserts that every customer has exactly one primary, that every link is one step deep, and that no row is stored twice.
    /// </summary>
    /// <returns>The identifiers of each customer, in the form of <see cref="Oracles.CustomerOracle.Components"/>.</returns>
    public static IReadOnlyList<string> AssertConsistent(IReadOnlyCollection<ContactRow> rows)
    {
        Assert.Equal(rows.Count, rows.DistinctBy(row => (row.Email, row.PhoneNumber)).Count());
        AssertLinks(rows);
        var customers = rows
            .GroupBy(row => row.LinkedId ?? row.Id)
            .Select(customer => customer.SelectMany(row => new[] { row.Email, row.PhoneNumber }).OfType<string>().Distinct().ToList())
            .ToList();
        // An identifier in two customers means that a link was lost.
        var identifiers = customers.SelectMany(customer => customer).ToList();
        Assert.Equal(identifiers.Count, identifiers.Distinct().Count());
        return [.. customers.Select(customer => string.Join(' ', customer.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)];
    }

    /// <summary>Asserts that every customer has exactly one primary, and that every link is one step deep.</summary>
    public static void AssertLinks(IReadOnlyCollection<ContactRow> rows)
    {
        var primaries = rows.Where(row => row.LinkPrecedence == "primary").ToDictionary(row => row.Id);
        Assert.All(primaries.Values, primary => Assert.Null(primary.LinkedId));
        Assert.All(
            rows.Where(row => row.LinkPrecedence == "secondary"),
            secondary => Assert.True(primaries.ContainsKey(secondary.LinkedId!.Value), $"{secondary} is not linked to a primary."));
    }
}
