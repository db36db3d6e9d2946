using System.Collections.Frozen;

namespace FluxKart.Api.Application.Transfer.Reading.Headers;

/// <summary>The names of the kinds of columns, as the option <c>columns</c> and NDJSON files write them.</summary>
internal static class ColumnKinds
{
    public static readonly FrozenDictionary<string, ColumnKind> ByName = new Dictionary<string, ColumnKind>
    {
        ["email"] = ColumnKind.Email,
        ["phoneNumber"] = ColumnKind.PhoneNumber,
        ["createdAt"] = ColumnKind.CreatedAt,
        ["region"] = ColumnKind.Region,
        ["customer"] = ColumnKind.Customer,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
