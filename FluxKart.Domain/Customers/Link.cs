using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;

namespace FluxKart.Domain.Customers;

/// <summary>Why two contacts are the same customer.</summary>
/// <param name="From">The younger contact.</param>
/// <param name="To">The older contact.</param>
/// <param name="By">The reasons, in the order of <see cref="LinkReason"/>. Never empty.</param>
/// <param name="At">When the link was made, in UTC; null if it was made before events were kept.</param>
/// <param name="EventId">The event that made the link; null if it was made before events were kept.</param>
public sealed record Link(Contact From, Contact To, IReadOnlyList<LinkReason> By, DateTime? At, long? EventId)
{
    /// <summary>Between two contacts, in any order.</summary>
    /// <param name="one">The one contact.</param>
    /// <param name="other">The other contact.</param>
    /// <param name="by">The reasons.</param>
    /// <param name="madeBy">The event that made the link; null if it was made before events were kept.</param>
    internal static Link Between(Contact one, Contact other, IReadOnlyList<LinkReason> by, RecordedEvent? madeBy) =>
        Contact.OldestFirst.Compare(one, other) > 0
            ? new Link(one, other, by, madeBy?.Time, madeBy?.Id)
            : new Link(other, one, by, madeBy?.Time, madeBy?.Id);

    /// <summary>The contact that it links to this one.</summary>
    internal Contact OtherThan(Contact end) => From == end ? To : From;
}
