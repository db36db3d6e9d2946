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

    public async Task<SuggestionReport> SearchAsync(CancellationToken cancellationToken)
    {
        var computedAt = clock.GetUtcNow().UtcDateTime;
        var largest = await directory.ListLargestCustomersAsync(MaxListed, cancellationToken);
        var hottest = await directory.ListHottestIdentifiersAsync(MaxListed, cancellationToken);
        var holders = hottest.Count == 0
            ? []
            : await directory.ListHoldersAsync([.. hottest.Select(use => use.Identifier)], MaxListed, cancellationToken);
        var suggestions = await SuggestAsync(Choose(largest, holders), cancellationToken);
        return new SuggestionReport(suggestions, largest, hottest, computedAt);
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
