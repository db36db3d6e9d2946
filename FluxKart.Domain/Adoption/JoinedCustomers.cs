namespace FluxKart.Domain.Adoption;

/// <summary>Two customers of the original service that hold the same value.</summary>
/// <param name="PrimaryId">The oldest contact of the older one.</param>
/// <param name="OtherId">The oldest contact of the other one.</param>
/// <param name="IsByEmail">Whether they share an email address, and not a phone number.</param>
public readonly record struct JoinedCustomers(long PrimaryId, long OtherId, bool IsByEmail)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(JoinedCustomers);
}
