using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// Rows of files. They follow the rule of requests, with three additions: a row can have several identifiers of a kind, can say when it came
/// into being, and can say which other rows are the same customer.
/// </summary>
/// <remarks>Source: HTTP contract, section 7.</remarks>
public sealed partial class CustomerSet
{
    /// <summary>The reason of a merge because a file says that its rows are one customer.</summary>
    private const string SameFileCustomer = "the same customer in an imported file";

    private const string SameFileRow = "one row of an imported file";

    // By the ids of the contacts that they had when they were loaded.
    private Dictionary<long, Customer>? loadedByContactId;

    /// <summary>Applies one row of a file.</summary>
    /// <param name="row">The row.</param>
    /// <param name="fileCustomers">What the customers of the file have become. This call adds the row's.</param>
    public FileRowOutcome Import(FileRow row, FileCustomers fileCustomers)
    {
        // Before the first row: a customer that is absorbed has no contacts any more.
        loadedByContactId ??= IndexLoaded();
        var eventsBefore = events.Count;
        foreach (var identifier in row.HeldBySeveral.Where(Links))
            AddMark(new SharedIdentifier(identifier, RefusalReasons.OtherFileCustomer, isTakenApart: false));

        var customer = row.Customer is { } known ? fileCustomers.Find(known, loadedByContactId) : null;
        var named = new List<Identifier>();
        // A shared identifier on its own would bring the customer of another row that has it.
        foreach (var details in row.Contacts.OrderBy(HasOnlyShared))
        {
            customer = Import(new FileContact(details, row, customer?.Current, named), fileCustomers);
            named.AddRange(details.Identifiers);
        }

        if (row.Customer is { } fileCustomer)
            fileCustomers.Add(fileCustomer, customer!);
        return FileRowOutcomes.Of(events[eventsBefore..]);
    }

    /// <summary>
    /// Applies a row that has nothing in common with any customer of this set, and that does not say which customer of its file it belongs
    /// to. The result is the same as that of <see cref="Import(FileRow, FileCustomers)"/>.
    /// </summary>
    public void AddNewCustomer(FileRow row)
    {
        if (row.Contacts.Count == 1)
            Create(row.Contacts[0], row.CreatedAt);
        else
            Import(row, new FileCustomers());
    }

    /// <summary>
    /// Adds the customers of a set that was loaded later, except those that this set knows already. What has been applied to this set is
    /// never saved then.
    /// </summary>
    public void AddAll(CustomerSet later)
    {
        Shared.AddAll(later.Shared);
        KnownSeparations.AddAll(later.KnownSeparations);
        var known = loadedByContactId ??= IndexLoaded();
        var added = later.loaded.Where(customer => !customer.Contacts.Any(contact => known.ContainsKey(contact.Id))).ToList();
        Load(added.SelectMany(customer => customer.Contacts));
        foreach (var customer in loaded.Skip(loaded.Count - added.Count))
            Index(customer, known);
    }

    private Customer Import(FileContact contact, FileCustomers fileCustomers)
    {
        var joined = new List<Customer>();
        var refusals = new List<Refusal>();
        foreach (var candidate in CandidatesOf(contact))
        {
            if (WhyRefused(candidate, joined, contact, fileCustomers) is { } why)
                refusals.Add(new Refusal(candidate.Primary, MatchesOf(candidate, contact), why));
            else
                joined.Add(candidate);
        }

        var customer = joined.Count > 0 ? Link(joined, contact)
            : FindSame(contact.Details, other => contact.Row.Customer is null || !fileCustomers.Include(other))
                ?? Create(contact.Details, contact.Row.CreatedAt);
        Refuse(customer, refusals);
        return customer;
    }

    /// <summary>The customer that the row is known to belong to comes first.</summary>
    private IEnumerable<Customer> CandidatesOf(FileContact contact)
    {
        var candidates = CandidatesOf(contact.Details);
        return contact.Customer is { } known ? candidates.Where(candidate => candidate != known).Prepend(known) : candidates;
    }

    private string? WhyRefused(Customer candidate, List<Customer> joined, FileContact contact, FileCustomers fileCustomers)
    {
        // The file decides how large its customers are.
        if (candidate == contact.Customer && contact.Row.Customer is not null)
            return null;
        if (WhyRefused(candidate, joined, contact.Details) is { } why)
            return why;
        var isOfFile = contact.Row.Customer is null ? joined.Exists(fileCustomers.Include) : joined.Count > 0;
        return isOfFile && fileCustomers.Include(candidate) ? RefusalReasons.OtherFileCustomer : null;
    }

    /// <summary>The identifiers by which a candidate matched: those of the contact, else those that the row named before.</summary>
    private List<Identifier> MatchesOf(Customer candidate, FileContact contact) =>
        MatchesOf(candidate, contact.Details) is { Count: > 0 } matches
            ? matches
            : [.. contact.NamedBefore.Where(identifier => Links(identifier) && Holds(candidate, identifier))];

    private Customer Link(List<Customer> joined, FileContact contact)
    {
        var matching = joined.FindAll(customer => MatchesOf(customer, contact.Details).Count > 0);
        if (contact.Customer is not { } known || !joined.Contains(known) || matching.Contains(known))
            return Link(joined, contact.Details, contact.Row.CreatedAt);
        if (matching.Count == 0 && Holds(known, contact.Details))
            return known;
        var other = matching.Count > 0
            ? Link(matching, contact.Details, contact.Row.CreatedAt)
            : Create(contact.Details, contact.Row.CreatedAt);
        var (oldest, younger) = Customer.OldestFirst.Compare(known, other) < 0 ? (known, other) : (other, known);
        var matchedBy = MatchedByBoth(known, other, contact);
        Join(oldest, [younger], matchedBy, matchedBy is not null ? null : contact.Row.Customer is null ? SameFileRow : SameFileCustomer);
        return oldest;
    }

    /// <summary>
    /// The identifiers that link the row's customer and what the contact belongs to. Null if one of them holds none that links: then the
    /// two are joined as if by hand.
    /// </summary>
    private MatchedBy? MatchedByBoth(Customer known, Customer other, FileContact contact) =>
        OldestHolder(contact.NamedBefore, known) is { } one && OldestHolder(contact.Details.Identifiers, other) is { } two
            ? MatchedBy.Both(one, two)
            : null;

    private (Identifier Identifier, Contact Holder)? OldestHolder(IEnumerable<Identifier> identifiers, Customer customer)
    {
        foreach (var identifier in identifiers.Where(Links))
        {
            if (holders.OldestHolder(identifier, [customer]) is { } holder)
                return (identifier, holder);
        }

        return null;
    }

    private Dictionary<long, Customer> IndexLoaded()
    {
        var byContactId = new Dictionary<long, Customer>();
        foreach (var customer in loaded)
            Index(customer, byContactId);
        return byContactId;
    }

    private static void Index(Customer customer, Dictionary<long, Customer> byContactId)
    {
        foreach (var contact in customer.Contacts)
            byContactId.Add(contact.Id, customer);
    }

    /// <param name="Details">The identifiers of the contact.</param>
    /// <param name="Row">The row that it is of.</param>
    /// <param name="Customer">The customer that the row is known to belong to; null if it is not known yet.</param>
    /// <param name="NamedBefore">The identifiers of the row's contacts before it.</param>
    private readonly record struct FileContact(
        ContactDetails Details, FileRow Row, Customer? Customer, IReadOnlyList<Identifier> NamedBefore)
    {
        /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
        public override string ToString() => nameof(FileContact);
    }
}
