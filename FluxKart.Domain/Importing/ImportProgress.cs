using FluxKart.Domain.Customers;

namespace FluxKart.Domain.Importing;

/// <summary>How far an import has come.</summary>
public readonly record struct ImportProgress
{
    /// <summary>The bytes read of the file as it came, perhaps compressed. Some of these rows may not be committed yet.</summary>
    public long BytesRead { get; init; }

    /// <summary>The rows that were committed or refused. Each counts in exactly one of the five counts below.</summary>
    public long Rows { get; init; }

    /// <summary>The rows that created a customer.</summary>
    public long Created { get; init; }

    /// <summary>The rows that added contacts to a customer.</summary>
    public long Linked { get; init; }

    /// <summary>The rows that made several customers one.</summary>
    public long Merged { get; init; }

    /// <summary>The rows that brought nothing new.</summary>
    public long Matched { get; init; }

    /// <summary>The rows of which nothing was taken.</summary>
    public long Refused { get; init; }

    /// <summary>The bad values that stood beside good ones, in rows that were not refused.</summary>
    public long IgnoredValues { get; init; }

    /// <summary>The same with one row more.</summary>
    public ImportProgress With(FileRowOutcome outcome) => outcome switch
    {
        FileRowOutcome.Created => this with { Rows = Rows + 1, Created = Created + 1 },
        FileRowOutcome.Linked => this with { Rows = Rows + 1, Linked = Linked + 1 },
        FileRowOutcome.Merged => this with { Rows = Rows + 1, Merged = Merged + 1 },
        _ => this with { Rows = Rows + 1, Matched = Matched + 1 },
    };

    /// <summary>The same with more rows that created a customer.</summary>
    public ImportProgress WithCreated(int rows) => this with { Rows = Rows + rows, Created = Created + rows };

    /// <summary>The same with more refused rows.</summary>
    public ImportProgress WithRefused(int rows) => this with { Rows = Rows + rows, Refused = Refused + rows };
}
