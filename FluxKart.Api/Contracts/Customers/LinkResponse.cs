namespace FluxKart.Api.Contracts.Customers;

/// <summary>Why two contacts are the same customer.</summary>
/// <param name="From">The id of the younger contact.</param>
/// <param name="To">The id of the older contact.</param>
/// <param name="By">
/// `email` or `phoneNumber`: they share it. `request`: one order named the email address of the one and the phone number of the other.
/// `manual`: a person has merged their customers, or left them together in a split. `unrecorded`: they were linked before events were kept.
/// </param>
/// <param name="At">When the link was made, in UTC; null if that was before events were kept.</param>
/// <param name="EventId">The event that made the link; null if that was before events were kept.</param>
public sealed record LinkResponse(long From, long To, IReadOnlyList<string> By, DateTime? At, long? EventId)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(LinkResponse);
}
