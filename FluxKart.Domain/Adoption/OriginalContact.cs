namespace FluxKart.Domain.Adoption;

/// <summary>A row of the original service's table, with its values as that service wrote them.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Email">Any text, also an empty one; null if it has none.</param>
/// <param name="PhoneNumber">Any text, also an empty one; null if it has none.</param>
/// <param name="LinkedId">The id of another row, which need not exist, nor be a primary.</param>
/// <param name="IsPrimary">Whether the row calls itself a primary, which its link may contradict.</param>
/// <param name="CreatedAt">UTC, never in the future. If the row does not say, its last change, or else now.</param>
/// <param name="HasCreatedAt">Whether the row says when it was created.</param>
/// <param name="UpdatedAt">UTC, never in the future.</param>
/// <param name="DeletedAt">UTC, never in the future; null for a live row.</param>
public readonly record struct OriginalContact(
    long Id,
    string? Email,
    string? PhoneNumber,
    long? LinkedId,
    bool IsPrimary,
    DateTime CreatedAt,
    bool HasCreatedAt,
    DateTime UpdatedAt,
    DateTime? DeletedAt)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(OriginalContact);
}
