namespace FluxKart.Api.Application.Transfer.Reading.Headers;

/// <summary>How a system names the columns of its export. All names are keys (<see cref="HeaderKey"/>); # stands for any number.</summary>
/// <param name="name">The system, for the summary; null for files of no known system.</param>
/// <param name="signatures">The header is this system's if it has all columns of one of them.</param>
internal sealed class KnownExport(string? name, params string[][] signatures)
{
    public string? Name { get; } = name;

    /// <summary>The columns of a kind, the most important first.</summary>
    public Dictionary<ColumnKind, string[]> Columns { get; } = [];

    /// <summary>The phone columns whose numbers are international, and come without their <c>+</c>.</summary>
    public string[] WithoutPlus { get; init; } = [];

    /// <summary>Whether a row without an email is a further address of the customer above it.</summary>
    public bool HasContinuationRows { get; init; }

    public string[] Emails
    {
        init => Columns[ColumnKind.Email] = value;
    }

    public string[] PhoneNumbers
    {
        init => Columns[ColumnKind.PhoneNumber] = value;
    }

    public string[] CreatedAt
    {
        init => Columns[ColumnKind.CreatedAt] = value;
    }

    public string[] Region
    {
        init => Columns[ColumnKind.Region] = value;
    }

    public string[] Customer
    {
        init => Columns[ColumnKind.Customer] = value;
    }

    /// <summary>Whether a file with these columns, with and without their numbers, is this system's.</summary>
    public bool Matches(IReadOnlySet<string> keys) => signatures.Length == 0 || signatures.Any(keys.IsSupersetOf);
}
