namespace FluxKart.Api.Contracts.Importing;

/// <summary>How the beginning of a file would be read.</summary>
/// <param name="Notes">What was detected or assumed, such as its columns, in sentences.</param>
/// <param name="Rows">The first 20 rows, in the order of the file.</param>
public sealed record ImportPreviewResponse(IReadOnlyList<string> Notes, IReadOnlyList<ImportRowResponse> Rows);
