using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;

namespace FluxKart.Domain.Customers;

/// <summary>Derives what a row of a file changed from what happened.</summary>
internal static class FileRowOutcomes
{
    public static FileRowOutcome Of(IReadOnlyCollection<CustomerEvent> events)
    {
        var created = events.OfType<ContactCreated>().Select(creation => creation.Primary).ToHashSet();
        // The primaries of the customers that were there before the row and that it reached.
        var reached = events.SelectMany(ReachedBy).ToHashSet();
        reached.ExceptWith(created);
        return reached.Count switch
        {
            0 => created.Count > 0 ? FileRowOutcome.Created : FileRowOutcome.Matched,
            1 => FileRowOutcome.Linked,
            _ => FileRowOutcome.Merged,
        };
    }

    private static IEnumerable<Contact?> ReachedBy(CustomerEvent customerEvent) => customerEvent switch
    {
        ContactLinked linked => [linked.Primary],
        CustomersMerged merged => merged.Demoted.Append(merged.Primary),
        _ => [],
    };
}
