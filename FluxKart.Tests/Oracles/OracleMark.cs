namespace FluxKart.Tests.Oracles;

/// <summary>A mark of the <see cref="ChangeOracle"/>.</summary>
/// <param name="groups">The rows that held the value when it was marked, by customer.</param>
internal sealed class OracleMark(IEnumerable<List<OracleRow>> groups)
{
    private List<List<OracleRow>> groups = [.. groups];

    public bool IsTakenApart { get; set; }

    /// <summary>The rows that the value still links to a row: those with which it has been in one customer since before the mark.</summary>
    public List<OracleRow> LinkedTo(OracleRow row) =>
        IsTakenApart ? [] : groups.Find(group => group.Contains(row)) ?? [row];

    /// <summary>Ends the links between rows that are now in different parts.</summary>
    public void Separate(List<List<OracleRow>> parts)
    {
        var rows = parts.SelectMany(part => part).ToHashSet();
        groups =
        [
            .. groups.SelectMany(group => parts.Select(part => group.FindAll(part.Contains)).Append(group.FindAll(row => !rows.Contains(row)))),
        ];
    }
}
