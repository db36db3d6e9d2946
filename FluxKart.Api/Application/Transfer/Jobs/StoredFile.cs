namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>A file that was received.</summary>
/// <param name="Name">Its name in the folder of imports, without the extension.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record StoredFile(string Name, long Bytes)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(StoredFile);
}
