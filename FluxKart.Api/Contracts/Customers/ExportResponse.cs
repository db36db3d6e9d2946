using FluxKart.Api.Contracts.Events;

namespace FluxKart.Api.Contracts.Customers;

/// <summary>Everything that is held about a customer.</summary>
/// <param name="Contact">The customer.</param>
/// <param name="Records">Its contacts, oldest first.</param>
/// <param name="Links">Why they are one customer: the fewest links that connect all contacts.</param>
/// <param name="Events">Every event that names one of its contacts, oldest first.</param>
/// <param name="Separations">From which customers it is kept apart.</param>
public sealed record ExportResponse(
    ContactResponse Contact,
    IReadOnlyList<RecordResponse> Records,
    IReadOnlyList<LinkResponse> Links,
    IReadOnlyList<EventResponse> Events,
    IReadOnlyList<KeptApartResponse> Separations);
