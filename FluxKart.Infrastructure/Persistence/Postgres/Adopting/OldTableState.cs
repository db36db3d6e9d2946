namespace FluxKart.Infrastructure.Persistence.Postgres.Adopting;

/// <summary>What has the name that an adoption gives to the original service's table.</summary>
internal enum OldTableState
{
    /// <summary>Nothing has this name.</summary>
    Missing,

    /// <summary>The original service's table, which has been taken over.</summary>
    Adopted,

    /// <summary>Something that no adoption has made.</summary>
    Foreign,
}
