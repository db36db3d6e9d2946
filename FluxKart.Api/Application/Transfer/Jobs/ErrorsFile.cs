namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>The rows of an import with faults.</summary>
/// <param name="Content">The file; null if it is not in the folder of this replica.</param>
/// <param name="IsRemoved">Whether it has been removed because of its age.</param>
public sealed record ErrorsFile(Stream? Content, bool IsRemoved);
