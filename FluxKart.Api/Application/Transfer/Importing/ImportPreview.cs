using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>
/// Applies rows and writes nothing. Each batch sees what earlier ones would have written, so everything that the file names stays in memory:
/// about a kilobyte for each contact.
/// </summary>
internal sealed class ImportPreview(IContactRepository contacts) : IImportBatches
{
    private CustomerSet? customers;

    public async Task<IReadOnlyList<FileRowOutcome>> ApplyAsync(
        IReadOnlyList<FileRow> rows, FileCustomers fileCustomers, CancellationToken cancellationToken)
    {
        var scope = CustomerScope.Of([.. rows.SelectMany(row => row.Contacts)]) with { IsBulk = true };
        var stored = await contacts.LoadAsync(scope, cancellationToken);
        if (customers is null)
            customers = stored;
        else
            customers.AddAll(stored);
        return [.. rows.Select(row => customers.Import(row, fileCustomers))];
    }

    /// <summary>The largest customers that the file names, as they would be. One that would be created has the id 0.</summary>
    public IReadOnlyList<CustomerSize> ListLargestCustomers(int limit) =>
    [
        .. Customers
            .Select(customer => new CustomerSize(customer.Primary.Id, customer.Contacts.Count))
            .Where(size => size.Contacts > 1)
            .OrderByDescending(size => size.Contacts)
            .Take(limit),
    ];

    /// <summary>The identifiers of these customers that link and would have the most counterparts, at least two each.</summary>
    public IReadOnlyList<IdentifierUse> ListHottestIdentifiers(int limit) =>
    [
        .. Customers
            .SelectMany(customer => customer.Contacts)
            .SelectMany(contact => contact.Identifiers, (contact, identifier) => (contact, identifier))
            .Where(held => customers?.Shared.Include(held.identifier) == false)
            .GroupBy(held => held.identifier, held => held.contact)
            .Select(held => new IdentifierUse(
                held.Key,
                held.Count(),
                held.SelectMany(contact => contact.Identifiers).Where(other => other.GetType() != held.Key.GetType()).Distinct().Count()))
            .Where(use => use.Counterparts > 1)
            .OrderByDescending(use => use.Counterparts)
            .ThenByDescending(use => use.Contacts)
            .ThenBy(use => use.Identifier.Value, StringComparer.Ordinal)
            .Take(limit),
    ];

    private IEnumerable<Customer> Customers => customers?.All ?? [];
}
