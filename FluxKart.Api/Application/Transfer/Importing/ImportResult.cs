using FluxKart.Domain.Customers;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>What an import has done.</summary>
/// <param name="Counts">What became of the rows.</param>
/// <param name="IsComplete">Whether the whole file was read. False if the import was cancelled.</param>
/// <param name="Notes">What was detected or assumed about the file, in whole sentences.</param>
/// <param name="LargestCustomers">
/// The largest customers after the import, the largest first; at most ten. A customer with one contact is left out.
/// </param>
/// <param name="HottestIdentifiers">
/// The identifiers with the most counterparts after the import, the worst first; at most ten. They probably belong to several people.
/// </param>
internal sealed record ImportResult(
    ImportProgress Counts,
    bool IsComplete,
    IReadOnlyList<string> Notes,
    IReadOnlyList<CustomerSize> LargestCustomers,
    IReadOnlyList<IdentifierUse> HottestIdentifiers)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ImportResult);
}
