namespace FluxKart.Domain.Importing;

/// <summary>A file that a client has sent to be imported, once it is stored.</summary>
/// <param name="Name">The name of its files in the folder of imports, without an extension. No two imports have the same.</param>
/// <param name="Format">What the client says that it is.</param>
/// <param name="IsDryRun">Whether nothing of it is written to the database.</param>
/// <param name="Bytes">Its size as it came, perhaps compressed.</param>
public sealed record ReceivedFile(string Name, ImportFormat Format, bool IsDryRun, long Bytes)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ReceivedFile);
}
