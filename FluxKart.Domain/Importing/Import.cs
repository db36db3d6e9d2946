namespace FluxKart.Domain.Importing;

/// <summary>A file that was sent to be imported, and what has become of it. It holds no value of the file.</summary>
public sealed class Import
{
    /// <summary>The longest name of a replica.</summary>
    public const int MaxReplicaLength = 64;

    private Import(string file, string owner, string replica)
    {
        File = file;
        Owner = owner;
        Replica = replica;
    }

    public long Id { get; private set; }

    public ImportState State { get; private set; }

    /// <summary>The name of its files in the folder of imports, without an extension. No two imports have the same.</summary>
    public string File { get; private set; }

    /// <summary>The process that runs it. No two processes have the same.</summary>
    public string Owner { get; private set; }

    /// <summary>The name of the machine where its files are, for a person.</summary>
    public string Replica { get; private set; }

    public ImportFormat Format { get; private set; }

    public bool IsDryRun { get; private set; }

    /// <summary>The size of the file as it came, perhaps compressed.</summary>
    public long Bytes { get; private set; }

    public long BytesRead { get; private set; }

    public long Rows { get; private set; }

    public long Created { get; private set; }

    public long Linked { get; private set; }

    public long Merged { get; private set; }

    public long Matched { get; private set; }

    public long Refused { get; private set; }

    public long IgnoredValues { get; private set; }

    /// <summary>UTC; null while it waits for its turn.</summary>
    public DateTime? StartedAt { get; private set; }

    /// <summary>UTC; null until it has ended. A cancelled import ends with the batch in flight.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Why it failed; null unless it did.</summary>
    public string? Error { get; private set; }

    /// <summary>What was detected or assumed about the file, in whole sentences. Empty until it has ended.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>A file that has just been stored.</summary>
    /// <param name="file">The file.</param>
    /// <param name="owner">The process that runs it.</param>
    /// <param name="replica">The name of the machine where its files are.</param>
    public static Import Accept(ReceivedFile file, string owner, string replica) =>
        new(file.Name, owner, replica.Length <= MaxReplicaLength ? replica : replica[..MaxReplicaLength])
        {
            Format = file.Format,
            IsDryRun = file.IsDryRun,
            Bytes = file.Bytes,
        };
}
