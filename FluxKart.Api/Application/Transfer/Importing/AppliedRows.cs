using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>A batch of rows that has been applied.</summary>
/// <param name="Customers">What it was applied to.</param>
/// <param name="Outcomes">What each row changed, in their order.</param>
internal sealed record AppliedRows(CustomerSet Customers, IReadOnlyList<FileRowOutcome> Outcomes)
{
    /// <summary>Whether there is anything to save.</summary>
    public bool HasChanged => Customers.HasChanged || Customers.Relinked.Count > 0;

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(AppliedRows);
}
