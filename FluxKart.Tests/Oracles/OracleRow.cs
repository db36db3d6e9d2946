namespace FluxKart.Tests.Oracles;

/// <summary>A row of the <see cref="ChangeOracle"/>. Its id is its place in the order of creation.</summary>
internal sealed class OracleRow(long id, string? email, string? phoneNumber)
{
    public long Id { get; } = id;

    public string? Email { get; } = email;

    public string? PhoneNumber { get; } = phoneNumber;

    public IEnumerable<string> Values => new[] { Email, PhoneNumber }.OfType<string>();

    public bool Holds(string value) => Email == value || PhoneNumber == value;

    public bool HasSameValues(OracleRow other) => Email == other.Email && PhoneNumber == other.PhoneNumber;
}
