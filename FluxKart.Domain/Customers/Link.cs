using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Customers;

/// <summary>Why two contacts are the same customer.</summary>
/// <param name="From">The younger contact.</param>
/// <param name="To">The older contact.</param>
/// <param name="By">The reasons, in the order of <see cref="LinkReason"/>. Never empty.</param>
/// <param name="At">When the link was made, in UTC; null if it was made before events were kept.</param>
/// <param name="EventId">The event that made the link; null if it was made before events were kept.</param>
public sealed record Link(Contact From, Contact To, IReadOnlyList<LinkReason> By, DateTime? At, long? EventId);
