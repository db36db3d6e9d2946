using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Suggestions;

/// <summary>
/// Computes the report. What comes apart without an identifier is only known from a whole customer, so it is found out for a limited number
/// of customers, those where most could come apart.
/// </summary>
internal sealed class SuggestionSearch(ISuggestionDirectory directory, IContactRepository contacts, TimeProvider clock)
{
    /// <summary>The largest number of entries in each list.</summary>
    public const int MaxListed = 100;

    private const int MaxCustomers = 50;
    private const int MaxContacts = 20_000;
    private const int MaxOfOneCustomer = 3;

    /// <summary>Reads whole tables, and keeps what may be worth examining.</summary>
    public async Task<Candidates> FindAsync(CancellationToken cancellationToken)
    {
        var foundAt = clock.GetUtcNow().UtcDateTime;
        var startedAt = clock.GetTimestamp();
        var contactIds = await directory.FindLargestCustomersAsync(MaxListed, cancellationToken);
        var identifiers = await directory.FindHottestIdentifiersAsync(MaxListed, cancellationToken);
        return new Candidates(contactIds, identifiers, foundAt, clock.GetElapsedTime(startedAt));
    }

    /// <summary>Reads the exact figures of the candidates as they are now, and what would come apart.</summary>
    public async Task<SuggestionReport> ExamineAsync(Candidates candidates, CancellationToken cancellationToken)
    {
        var largest = candidates.ContactIds.Count == 0
            ? []
            : await directory.ListSizesAsync(candidates.ContactIds, MaxListed, cancellationToken);
        var hottest = candidates.Identifiers.Count == 0
            ? []
            : await directory.ListUsesAsync(candidates.Identifiers, MaxListed, cancellationToken);
        var holders = hottest.Count == 0
            ? []
            : await directory.ListHoldersAsync([.. hottest.Select(use => use.Identifier)], MaxListed, cancellationToken);
        var suggestions = await SuggestAsync(Choose(largest, holders), cancellationToken);
        return new SuggestionReport(suggestions, largest, hottest, candidates.FoundAt);
    }

    /// <summary>One from each list in turn, as long as there is room for all of its contacts.</summary>
    private static List<long> Choose(IReadOnlyList<CustomerSize> largest, IReadOnlyList<CustomerSize> holders)
    {
        var inTurn = Enumerable.Range(0, Math.Max(largest.Count, holders.Count))
            .SelectMany(place => new[] { largest.ElementAtOrDefault(place), holders.ElementAtOrDefault(place) })
            .OfType<CustomerSize>()
            .Distinct();
        var chosen = new List<long>();
        var room = MaxContacts;
        foreach (var customer in inTurn.Where(customer => customer.Contacts <= room))
        {
            if (chosen.Count == MaxCustomers)
                break;
            chosen.Add(customer.PrimaryContactId);
            room -= customer.Contacts;
        }

        return chosen;
    }

    private async Task<IReadOnlyList<Suggestion>> SuggestAsync(List<long> primaryIds, CancellationToken cancellationToken)
    {
        if (primaryIds.Count == 0)
            return [];
        var customers = await contacts.LoadAsync(CustomerScope.Of(primaryIds) with { WithBonds = true }, cancellationToken);
        var suggestions =
            from customer in customers.Loaded
            from articulation in customers.GraphOf(customer).FindArticulations().Take(MaxOfOneCustomer)
            orderby articulation.Pairs descending, articulation.Contacts descending, customer.Primary.Id
            select new Suggestion(customer.Primary.Id, articulation);
        return [.. suggestions.Take(MaxListed)];
    }
}
