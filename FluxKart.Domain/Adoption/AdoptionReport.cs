namespace FluxKart.Domain.Adoption;

/// <summary>What an adoption does, or would do, to the rows of the original service's table: by id, never by value.</summary>
public sealed class AdoptionReport
{
    /// <summary>How many rows are not deleted.</summary>
    public int LiveRows { get; internal set; }

    /// <summary>How many rows are deleted. Their ids are kept.</summary>
    public int DeletedRows { get; internal set; }

    /// <summary>How many rows become contacts.</summary>
    public int Contacts { get; internal set; }

    /// <summary>How many customers the contacts belong to.</summary>
    public int Customers { get; internal set; }

    /// <summary>How many valid values are stored in another form.</summary>
    public int ChangedValues { get; internal set; }

    /// <summary>Not kept: live rows with neither value.</summary>
    public IdList WithoutValue { get; } = new();

    /// <summary>Not kept: live rows whose values are all invalid.</summary>
    public IdList WithoutValidValue { get; } = new();

    /// <summary>Not kept: rows whose id is below 1.</summary>
    public IdList WithoutValidId { get; } = new();

    /// <summary>Kept by the phone number alone, since the email address is invalid.</summary>
    public IdList WithInvalidEmail { get; } = new();

    /// <summary>Kept by the email address alone, since the phone number is invalid.</summary>
    public IdList WithInvalidPhoneNumber { get; } = new();

    /// <summary>Live rows that do not say when they were created.</summary>
    public IdList WithoutCreationTime { get; } = new();

    /// <summary>Live rows whose precedence contradicts their link. The link counts.</summary>
    public IdList WithWrongPrecedence { get; } = new();

    /// <summary>Contacts that become primary because they are older than the one that they are linked to.</summary>
    public IdList Promoted { get; } = new();

    /// <summary>Live rows that are linked to a row that is itself linked.</summary>
    public IdList Chained { get; internal set; } = new();

    /// <summary>Live rows that are linked to a row that is missing, deleted or not kept.</summary>
    public IdList Dangling { get; internal set; } = new();

    /// <summary>Rows whose links lead back to them.</summary>
    public IdList InCircles { get; internal set; } = new();

    /// <summary>The customers that become one because they share a value, in order.</summary>
    public IReadOnlyList<JoinedCustomers> Joined { get; internal set; } = [];

    /// <summary>The identifiers that become shared because the customers that hold them would have too many contacts.</summary>
    public IReadOnlyList<AdoptedMark> Shared { get; internal set; } = [];

    /// <summary>How many rows stay in the old table only.</summary>
    public int NotKept => WithoutValue.Count + WithoutValidValue.Count + WithoutValidId.Count;
}
