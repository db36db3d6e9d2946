namespace FluxKart.Api.Application.Transfer.Reading.Headers;

/// <summary>The properties of the objects in NDJSON files, which have no header to recognise them by.</summary>
internal static class NdjsonProperties
{
    /// <summary>The property of each kind: the one of that name, unless somebody named others.</summary>
    public static IReadOnlyDictionary<ColumnKind, IReadOnlyList<string>> Named(
        IReadOnlyDictionary<ColumnKind, IReadOnlyList<string>> columns) =>
        ColumnKinds.ByName.OrderBy(known => known.Value).ToDictionary(
            known => known.Value, known => columns.GetValueOrDefault(known.Value) ?? [known.Key]);
}
