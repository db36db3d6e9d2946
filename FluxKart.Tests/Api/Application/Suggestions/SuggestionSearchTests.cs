using FluxKart.Api.Application.Suggestions;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Domain;
using FluxKart.Tests.Domain.Customers;
using Moq;

namespace FluxKart.Tests.Api.Application.Suggestions;

/// <summary>Which customers are examined, and how what is found in them is ranked.</summary>
public sealed class SuggestionSearchTests
{
    private readonly ContactStore store = new();
    private readonly Mock<ISuggestionDirectory> directory = new(MockBehavior.Strict);
    private readonly Mock<IContactRepository> contacts = new(MockBehavior.Strict);
    private IReadOnlyCollection<long> loaded = [];

    public SuggestionSearchTests()
    {
        SetUp(largest: [], hottest: [], holders: []);
        contacts
            .Setup(repository => repository.LoadAsync(It.Is<CustomerScope>(scope => scope.WithBonds), It.IsAny<CancellationToken>()))
            .ReturnsAsync((CustomerScope scope, CancellationToken _) =>
            {
                loaded = scope.ContactIds;
                return new CustomerSet(
                    store.Contacts.Where(contact => scope.ContactIds.Contains(contact.LinkedId ?? contact.Id)), LinkingRules.Plain, []);
            });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SearchAsync_WhenAMailboxJoinsSeveralPeople_SaysWhatComesApartWithoutIt()
    {
        var office = AddCustomer("office@example.com", people: 4);
        SetUp(largest: [new(office.Id, 4)], hottest: [], holders: []);

        var suggestion = Assert.Single((await SearchAsync()).Suggestions);

        Assert.Equal(office.Id, suggestion.PrimaryContactId);
        Assert.Equal(new Articulation(Parsed.Email("office@example.com"), 4, Pairs: 6, Customers: 4), suggestion.Articulation);
    }

    [Fact]
    public async Task SearchAsync_WhenSeveralCustomersComeApart_RanksByPairs()
    {
        var small = AddCustomer("small@example.com", people: 3);
        var large = AddCustomer("large@example.com", people: 5);
        SetUp(largest: [new(small.Id, 3)], hottest: [new(large.Email!, 5, 5)], holders: [new(large.Id, 5)]);

        var suggestions = (await SearchAsync()).Suggestions;

        Assert.Equal([(large.Id, 10L), (small.Id, 3L)], suggestions.Select(found => (found.PrimaryContactId, found.Articulation.Pairs)));
    }

    [Fact]
    public async Task SearchAsync_WhenOneCustomerComesApartInManyWays_SuggestsThree()
    {
        // A chain: each email address alone connects its two neighbours.
        var primary = store.AddPrimary("e0@example.com", "100000");
        for (var link = 1; link <= 8; link++)
            store.AddSecondary(primary, $"e{link / 2}@example.com", $"{100000 + ((link + 1) / 2)}");
        SetUp(largest: [new(primary.Id, 9)], hottest: [], holders: []);

        Assert.Equal(3, (await SearchAsync()).Suggestions.Count);
    }

    [Fact]
    public async Task SearchAsync_WhenThereAreManyCandidates_LoadsFiftyCustomersFromBothListsInTurn()
    {
        SetUp(
            largest: [.. Enumerable.Range(1, 100).Select(id => new CustomerSize(id, 5))],
            hottest: [new(Parsed.Email("a@example.com"), 2, 2)],
            holders: [new(1, 5), .. Enumerable.Range(201, 99).Select(id => new CustomerSize(id, 4))]);

        await SearchAsync();

        Assert.Equal(50, loaded.Count);
        Assert.Equal([1, 2, 201, 3, 202, 4], loaded.Take(6));
    }

    [Fact]
    public async Task SearchAsync_WhenCustomersAreLarge_LoadsTwentyThousandContactsAtMost()
    {
        SetUp(largest: [new(1, 20_001), new(2, 15_000), new(3, 5_001), new(4, 5_000), new(5, 1)], hottest: [], holders: []);

        await SearchAsync();

        Assert.Equal([2, 4], loaded);
    }

    [Fact]
    public async Task SearchAsync_WhenNothingIsStored_IsEmpty()
    {
        var report = await SearchAsync();

        Assert.Empty(report.Suggestions);
        Assert.Empty(report.LargestCustomers);
        Assert.Empty(report.HottestIdentifiers);
        contacts.VerifyNoOtherCalls();
    }

    private async Task<SuggestionReport> SearchAsync()
    {
        var search = new SuggestionSearch(directory.Object, contacts.Object, TimeProvider.System);
        return await search.ExamineAsync(await search.FindAsync(Cancellation), Cancellation);
    }

    private Contact AddCustomer(string email, int people)
    {
        var primary = store.AddPrimary(email, NextPhoneNumber());
        for (var person = 1; person < people; person++)
            store.AddSecondary(primary, email, NextPhoneNumber());
        return primary;
    }

    private string NextPhoneNumber() => $"{200000 + store.Contacts.Count}";

    private void SetUp(IReadOnlyList<CustomerSize> largest, IReadOnlyList<IdentifierUse> hottest, IReadOnlyList<CustomerSize> holders)
    {
        List<long> primaryIds = [.. largest.Select(customer => customer.PrimaryContactId)];
        List<Identifier> identifiers = [.. hottest.Select(use => use.Identifier)];
        directory
            .Setup(port => port.FindLargestCustomersAsync(SuggestionSearch.MaxListed, It.IsAny<CancellationToken>()))
            .ReturnsAsync(primaryIds);
        directory
            .Setup(port => port.FindHottestIdentifiersAsync(SuggestionSearch.MaxListed, It.IsAny<CancellationToken>()))
            .ReturnsAsync(identifiers);
        directory
            .Setup(port => port.ListSizesAsync(
                It.Is<IReadOnlyCollection<long>>(ids => ids.SequenceEqual(primaryIds)), SuggestionSearch.MaxListed, It.IsAny<CancellationToken>()))
            .ReturnsAsync(largest);
        directory
            .Setup(port => port.ListUsesAsync(
                It.Is<IReadOnlyCollection<Identifier>>(used => used.SequenceEqual(identifiers)),
                SuggestionSearch.MaxListed,
                It.IsAny<CancellationToken>()))
            .ReturnsAsync(hottest);
        directory
            .Setup(port => port.ListHoldersAsync(
                It.Is<IReadOnlyCollection<Identifier>>(held => held.SequenceEqual(identifiers)),
                SuggestionSearch.MaxListed,
                It.IsAny<CancellationToken>()))
            .ReturnsAsync(holders);
    }
}
