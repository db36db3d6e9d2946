namespace FluxKart.Infrastructure.Persistence.Postgres.Adopting;

/// <summary>The names of the tables and sequences that take part in an adoption.</summary>
internal static class AdoptionNames
{
    /// <summary>The original service's table before, and the service's own table after.</summary>
    public const string Table = "contact";

    /// <summary>The original service's table after.</summary>
    public const string OldTable = "contact_original";

    public const string Sequence = "contact_id_seq";
    public const string OldSequence = "contact_original_id_seq";

    /// <summary>The comment on the old table, by which it is known as one that was taken over.</summary>
    public const string Comment = "The table of the original service, which FluxKart has taken over. The command adopt --drop drops it.";
}
