namespace FluxKart.Domain.Customers;

/// <summary>
/// Two customers that no order ever joins, each named by one of its contacts. So it holds for whatever customers the two contacts belong
/// to, also after they have been merged with others.
/// </summary>
/// <param name="ContactId">A contact of the one customer: the lower id of the two.</param>
/// <param name="OtherContactId">A contact of the other customer: the higher id of the two.</param>
public sealed record Separation(long ContactId, long OtherContactId)
{
    /// <summary>Between two contacts, in any order.</summary>
    public static Separation Between(long oneId, long otherId) => new(Math.Min(oneId, otherId), Math.Max(oneId, otherId));

    /// <summary>The contact that it names besides this one.</summary>
    public long OtherThan(long contactId) => ContactId == contactId ? OtherContactId : ContactId;
}
