namespace FluxKart.Tests.Oracles;

/// <summary>A customer of the <see cref="ChangeOracle"/>: rows in order of their ids.</summary>
internal sealed class OracleCustomer(List<OracleRow> rows)
{
    public List<OracleRow> Rows { get; } = rows;

    public OracleRow Primary => Rows[0];

    public long PrimaryId => Primary.Id;

    public IEnumerable<string> Values => Rows.SelectMany(row => row.Values).Distinct();

    public bool Holds(string value) => Rows.Exists(row => row.Holds(value));

    /// <summary>Its primary's id and the others, its email addresses, and its phone numbers.</summary>
    public override string ToString() =>
        $"{string.Join(' ', Rows.Select(row => row.Id))}: {string.Join(' ', Rows.Select(row => row.Email).OfType<string>().Distinct())} "
        + string.Join(' ', Rows.Select(row => row.PhoneNumber).OfType<string>().Distinct());
}
