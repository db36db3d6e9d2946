using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Customers;

/// <summary>A change by hand that is done, or the reason why it is not.</summary>
/// <param name="Outcome">Whether it is done.</param>
/// <param name="ContactId">The contact that stands in the way, if it is not done.</param>
/// <param name="Customers">The customers as the change left them; empty if it is not done.</param>
public sealed record CustomerChange(ChangeOutcome Outcome, long ContactId, IReadOnlyList<CustomerSnapshot> Customers)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(CustomerChange);
}
