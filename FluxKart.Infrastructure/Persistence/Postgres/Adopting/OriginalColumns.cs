namespace FluxKart.Infrastructure.Persistence.Postgres.Adopting;

/// <summary>The columns of the original service's table in PostgreSQL.</summary>
internal static class OriginalColumns
{
    private const string Number = "integer or bigint";
    private const string Text = "character varying or text";
    private const string Time = "timestamp without time zone";

    private static readonly Dictionary<string, string> Types = new()
    {
        ["id"] = Number,
        ["phonenumber"] = Text,
        ["email"] = Text,
        ["linkedid"] = Number,
        ["linkprecedence"] = Text,
        ["createdat"] = Time,
        ["updatedat"] = Time,
        ["deletedat"] = Time,
    };

    /// <summary>What distinguishes a table from the original service's; null if it is the original's.</summary>
    /// <param name="columns">The names of the table's columns, and their types without a length.</param>
    public static string? FindDifference(IReadOnlyCollection<(string Name, string Type)> columns)
    {
        foreach (var (name, type) in columns)
        {
            if (!Types.TryGetValue(name, out var expected))
                return $"it has a column {name}";
            if (!expected.Split(" or ").Contains(type))
                return $"its column {name} is not of the type {expected}";
        }

        return Types.Keys.Except(columns.Select(column => column.Name)).FirstOrDefault() is { } missing
            ? $"it has no column {missing}"
            : null;
    }
}
