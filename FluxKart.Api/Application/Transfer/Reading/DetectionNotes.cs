using FluxKart.Api.Application.Transfer.Reading.Headers;

namespace FluxKart.Api.Application.Transfer.Reading;

/// <summary>Says which columns a file is read from, so that a wrong guess is seen.</summary>
internal static class DetectionNotes
{
    private static readonly (ColumnKind Kind, string Name)[] Kinds =
    [
        (ColumnKind.Email, "Email addresses"), (ColumnKind.PhoneNumber, "Phone numbers"), (ColumnKind.CreatedAt, "Dates"),
        (ColumnKind.Region, "Countries"), (ColumnKind.Customer, "Customers"),
    ];

    public static IEnumerable<string> Of(string[] header, HeaderColumns columns)
    {
        if (columns.System is { } system)
            yield return $"The columns are those of an export of {system}.";
        foreach (var (kind, name) in Kinds)
        {
            if (columns[kind] is { Length: > 0 } found)
                yield return $"{name} are read from {string.Join(", ", found.Select(column => header[column]))}.";
        }
    }
}
