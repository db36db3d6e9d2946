namespace FluxKart.Domain.Importing;

/// <summary>How far an import has come. Each row counts in exactly one of the five counts after <see cref="Rows"/>.</summary>
public readonly record struct ImportProgress
{
    /// <summary>The bytes of the file that were read, perhaps compressed.</summary>
    public long BytesRead { get; init; }

    /// <summary>The rows that were committed or refused.</summary>
    public long Rows { get; init; }

    public long Created { get; init; }

    public long Linked { get; init; }

    public long Merged { get; init; }

    public long Matched { get; init; }

    public long Refused { get; init; }

    /// <summary>The bad values that stood beside good ones, in rows that were not refused.</summary>
    public long IgnoredValues { get; init; }
}
