using FluxKart.Domain.Customers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>Rows of files.</summary>
internal sealed partial class ContactStore
{
    private FileCustomers fileCustomers = new();

    /// <summary>The next rows are those of another file, or of the same file again.</summary>
    public void StartFile() => fileCustomers = new FileCustomers();

    /// <summary>Applies rows as one batch, from load to save.</summary>
    public IReadOnlyList<FileRowOutcome> Import(params FileRow[] rows)
    {
        var set = Load(
            [.. rows.SelectMany(row => row.Contacts)],
            fileCustomers.ContactIdsOf(rows.Select(row => row.Customer).OfType<UInt128>()));
        List<FileRowOutcome> outcomes = [.. rows.Select(row => set.Import(row, fileCustomers))];
        Save(set);
        fileCustomers.Keep();
        return outcomes;
    }
}
