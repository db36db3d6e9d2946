namespace FluxKart.Domain.Adoption;

/// <summary>What becomes of a row of the original service's table.</summary>
public enum RowState : byte
{
    /// <summary>It cannot be kept, and stays in the old table only.</summary>
    NotKept,

    /// <summary>It was deleted. Its id is kept, so that nobody gets it again, and its values are not.</summary>
    Deleted,

    /// <summary>It becomes a contact of a customer.</summary>
    Live,
}
