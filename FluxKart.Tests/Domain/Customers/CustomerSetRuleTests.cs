using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The contract's section 5, the rule with both: what is shared, and what is kept apart.</summary>
public sealed class CustomerSetRuleTests
{
    private readonly ContactStore store = new();

    [Fact]
    public void Identify_WhenTheIdentifierIsMarked_DoesNotMatch()
    {
        store.Identify("a@example.com", "1");
        store.Mark(Parsed.Phone("1"));
        // The customer that holds the number is loaded for another request.
        var set = store.Load(Parsed.Details("a@example.com"), Parsed.Details("b@example.com", "1"));

        set.Identify(Parsed.Details("b@example.com", "1"));
        store.Save(set);

        Assert.Equal("1 | 2", store.Customers);
    }

    [Fact]
    public void Identify_WhenTheMarkIsDeleted_MatchesAgain()
    {
        store.Identify("a@example.com", "1");
        store.Mark(Parsed.Phone("1"));
        store.Identify("b@example.com", "1");

        store.Unmark(Parsed.Phone("1"));
        Assert.Equal("1 | 2", store.Customers);

        store.Identify(phoneNumber: "1");
        Assert.Equal("1 2", store.Customers);
    }

    [Fact]
    public void Identify_WhenAPatternCoversTheIdentifier_DoesNotMatch()
    {
        Assert.True(SharedIdentifierPatterns.TryCreate(["*@relay.example"], null, hasPlaceholders: false, out var patterns, out _));
        var covered = new ContactStore { Rules = LinkingRules.Plain with { SharedPatterns = patterns } };
        covered.Identify("a@relay.example", "1");

        covered.Identify("a@relay.example", "2");

        Assert.Equal("1 | 2", covered.Customers);
    }

    [Fact]
    public void Identify_WhenASharedIdentifierComesWithAKnownOne_IsStoredAndReturned()
    {
        store.Identify("a@example.com", "1");
        store.Mark(Parsed.Phone("2"));

        var customer = store.Identify("a@example.com", "2");

        Assert.Equal("1 2", store.Customers);
        Assert.Equal(["1", "2"], customer.PhoneNumbers.Select(phoneNumber => phoneNumber.Value));
    }

    [Fact]
    public void Identify_WhenTheCandidatesAreKeptApart_BelongsToTheOneWithTheEmail()
    {
        SplitTwoPeople();

        var customer = store.Identify("b@example.com", "10");

        Assert.Equal("1 3 | 2 4 5", store.Customers);
        Assert.Equal(2, customer.PrimaryContactId);
    }

    [Fact]
    public void Identify_WhenSeveralHoldTheEmail_BelongsToTheOldest()
    {
        SplitTwoPeople();
        store.Unmark(Parsed.Email("both@example.com"));

        var customer = store.Identify("both@example.com");

        Assert.Equal(1, customer.PrimaryContactId);
        var mark = Assert.Single(store.Marks);
        Assert.Equal(("both@example.com", RefusalReasons.KeptApart), (mark.Identifier.Value, mark.Reason));
    }

    [Fact]
    public void Identify_WhenACandidateIsRefused_JoinsTheOthers()
    {
        SplitTwoPeople();
        store.Identify("c@example.com", "30");
        store.Unmark(Parsed.Email("both@example.com"));

        store.Identify("both@example.com", "30");

        Assert.Equal("1 3 5 | 2 4", store.Customers);
    }

    [Fact]
    public void Identify_WhenOneThatWasJoinedIsKeptApartFromTheNext_RefusesIt()
    {
        SplitTwoPeople();
        store.Identify("c@example.com", "30");
        store.Identify("a@example.com", "30");

        store.Identify("c@example.com", "20");

        Assert.Equal("1 3 5 6 | 2 4", store.Customers);
        Assert.Contains(store.Events, recorded => recorded is { Type: EventTypes.ContactLinkRefused, ContactId: 1, Data.OtherContactId: 2 });
    }

    [Fact]
    public void Identify_WhenTheCustomersWouldHaveTooManyContacts_RefusesTheFurtherOne()
    {
        var capped = StoreOfAtMost(3);
        capped.Identify("a@example.com", "1");
        capped.Identify("a@example.com", "2");
        capped.Identify("b@example.com", "3");
        capped.Identify("b@example.com", "4");

        var identification = capped.Apply("a@example.com", "4");

        Assert.Equal("1 2 5 | 3 4", capped.Customers);
        Assert.Equal(
            (RefusalReasons.TooManyContacts, "4"),
            (Assert.Single(capped.Marks).Reason, capped.Marks[0].Identifier.Value));
        Assert.Equal(IdentificationOutcome.Extended, identification.Outcome);
    }

    [Fact]
    public void Identify_WhenTheCustomersHaveExactlyTheMost_JoinsThem()
    {
        var capped = StoreOfAtMost(3);
        capped.Identify("a@example.com", "1");
        capped.Identify("a@example.com", "2");
        capped.Identify("b@example.com", "3");

        capped.Identify("a@example.com", "3");

        Assert.Equal("1 2 3", capped.Customers);
        Assert.Empty(capped.Marks);
    }

    [Theory]
    [InlineData(2, "1 3 | 2")]
    [InlineData(3, "1 2 3")]
    public void Identify_WhenItAlsoAddsAContact_CountsThatToo(int most, string customers)
    {
        var capped = StoreOfAtMost(most);
        capped.AddPrimary("a@example.com", "1");
        capped.AddPrimary("a@example.com", "2");

        capped.Identify("a@example.com", "3");

        Assert.Equal(customers, capped.Customers);
    }

    [Fact]
    public void Identify_WhenAFullCustomerGetsSomethingNew_RefusesItAndCreatesACustomer()
    {
        var capped = StoreOfAtMost(1);
        capped.Identify("a@example.com", "1");

        var identification = capped.Apply("a@example.com", "2");

        Assert.Equal("1 | 2", capped.Customers);
        Assert.Equal([typeof(ContactCreated), typeof(LinkRefused), typeof(IdentifierShared)], TypesOf(identification));
        Assert.Equal("a@example.com", Assert.Single(capped.Marks).Identifier.Value);
    }

    [Fact]
    public void Identify_WhenAFullCustomerGetsNothingNew_ReturnsIt()
    {
        var capped = StoreOfAtMost(1);
        capped.Identify("a@example.com", "1");

        var identification = capped.Apply("a@example.com", "1");

        Assert.Equal(1, identification.ToSnapshot().PrimaryContactId);
        Assert.Empty(identification.Events);
    }

    [Fact]
    public void Identify_WhenTheFirstCandidateIsFull_TakesTheNext()
    {
        var capped = StoreOfAtMost(2);
        capped.Identify("a@example.com", "1");
        capped.Identify("a@example.com", "2");
        capped.Identify("b@example.com", "3");

        capped.Identify("a@example.com", "3");

        Assert.Equal("1 2 | 3 4", capped.Customers);
        Assert.Equal("a@example.com", Assert.Single(capped.Marks).Identifier.Value);
    }

    [Fact]
    public void Identify_WhenARefusedCandidateMatchedByBoth_SharesBothIdentifiers()
    {
        SplitTwoPeople();
        store.Identify("a@example.com", "10");
        store.Unmark(Parsed.Email("both@example.com"));

        store.Identify("both@example.com", "20");

        Assert.Equal("1 3 5 | 2 4", store.Customers);
        var refused = Assert.Single(store.Events, recorded => recorded.Type == EventTypes.ContactLinkRefused);
        Assert.Equal(["email", "phoneNumber"], refused.Data.By);
        Assert.Equal(["20", "both@example.com"], store.Marks.Select(mark => mark.Identifier.Value).Order());
    }

    [Fact]
    public void Identify_WhenACandidateIsRefused_RecordsWhatHappenedThenTheRefusalThenTheMark()
    {
        SplitTwoPeople();

        var identification = store.Apply("b@example.com", "10");

        Assert.Equal([typeof(ContactLinked), typeof(LinkRefused), typeof(IdentifierShared)], TypesOf(identification));
        var data = identification.Events[1].ToData();
        Assert.Equal((2L, 1L, RefusalReasons.KeptApart), (identification.Events[1].Primary!.Id, data.OtherContactId, data.Why));
        Assert.Equal(["phoneNumber"], data.By);
        var shared = identification.Events[2];
        Assert.Null(shared.Primary);
        Assert.Equal(
            (store.Marks[^1].Id, "phoneNumber", RefusalReasons.KeptApart),
            (shared.ToData().SharedIdentifierId, shared.ToData().Kind, shared.ToData().Reason));
    }

    [Fact]
    public void Identify_WhenACandidateIsRefused_DoesNotNameItsContactsAsMatching()
    {
        SplitTwoPeople();

        var linked = Assert.IsType<ContactLinked>(store.Apply("b@example.com", "10").Events[0]);

        Assert.Equal((4L, null), (linked.MatchedBy.Email?.Id, linked.MatchedBy.PhoneNumber?.Id));
    }

    [Fact]
    public void Identify_WhenTheSameRequestComesAgainAfterARefusal_ChangesNothing()
    {
        SplitTwoPeople();
        store.Apply("b@example.com", "10");

        Assert.Empty(store.Apply("b@example.com", "10").Events);
        Assert.Single(store.Events, recorded => recorded.Type == EventTypes.ContactLinkRefused);
    }

    [Theory]
    [InlineData("a@example.com", "1", 1)]
    [InlineData("a@example.com", null, 2)]
    [InlineData(null, "1", 3)]
    public void Identify_WhenAllIdentifiersAreShared_BringsTheCustomerOfTheContactWithTheSamePair(
        string? email, string? phoneNumber, long id)
    {
        ShareEverything();

        var identification = store.Apply(email, phoneNumber);

        Assert.Equal(id, identification.ToSnapshot().PrimaryContactId);
        Assert.Empty(identification.Events);
    }

    [Theory]
    [InlineData("a@example.com", "2")]
    [InlineData("b@example.com", "1")]
    [InlineData("b@example.com", null)]
    public void Identify_WhenAllIdentifiersAreSharedAndNoContactHasThePair_CreatesACustomer(string? email, string? phoneNumber)
    {
        ShareEverything();
        store.Mark(Parsed.Phone("2"));
        store.Mark(Parsed.Email("b@example.com"));

        Assert.Equal(IdentificationOutcome.Created, store.Apply(email, phoneNumber).Outcome);
    }

    [Fact]
    public void Identify_WhenTheContactWithTheSamePairIsASecondary_BringsItsWholeCustomer()
    {
        store.Identify("a@example.com", "1");
        store.Identify("a@example.com", "2");
        store.Mark(Parsed.Email("a@example.com"));
        store.Mark(Parsed.Phone("2"));

        Assert.Equal([2], store.Identify("a@example.com", "2").SecondaryContactIds);
    }

    [Fact]
    public void Identify_WhenOneOfTheIdentifiersLinks_DoesNotLookForTheSamePair()
    {
        store.Identify("a@example.com", "1");
        store.Mark(Parsed.Email("a@example.com"));
        store.Identify("b@example.com", "2");
        store.Mark(Parsed.Phone("1"));

        store.Identify("a@example.com", "2");

        Assert.Equal("1 | 2 3", store.Customers);
    }

    [Fact]
    public void Identify_WhenTheSetHasRefusedBefore_SeesTheMarkOfThatRequest()
    {
        SplitTwoPeople();
        ContactDetails[] requests = [Parsed.Details("b@example.com", "10"), Parsed.Details("d@example.com", "10")];
        var set = store.Load(requests);

        foreach (var details in requests)
            set.Identify(details);
        store.Save(set);

        Assert.Equal("1 3 | 2 4 5 | 6", store.Customers);
        Assert.Single(set.Shared.Added);
    }

    [Fact]
    public void Identify_WhenSeparationsAreNeededButNotLoaded_Throws()
    {
        SplitTwoPeople();
        var details = Parsed.Details("b@example.com", "10");
        var set = store.Load(details);
        set.Separations = null;

        Assert.True(set.MayJoin([details]));
        Assert.Throws<InvalidOperationException>(() => set.Identify(details));
    }

    [Fact]
    public void MayJoin_WhenNoRequestConnectsTwoLoadedCustomers_IsFalse()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");
        ContactDetails[] apart = [Parsed.Details("a@example.com", "3"), Parsed.Details("b@example.com", "4")];

        Assert.False(store.Load(apart).MayJoin(apart));
    }

    [Fact]
    public void MayJoin_WhenTwoRequestsTogetherConnectThem_IsTrue()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");
        ContactDetails[] together = [Parsed.Details("a@example.com", "3"), Parsed.Details("b@example.com", "3")];

        Assert.True(store.Load(together).MayJoin(together));
    }

    [Fact]
    public void MayJoin_WhenTheyAreConnectedByASharedIdentifierOnly_IsFalse()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Mark(Parsed.Phone("3"));
        ContactDetails[] requests = [Parsed.Details("a@example.com", "3"), Parsed.Details("b@example.com", "3")];

        Assert.False(store.Load(requests).MayJoin(requests));
    }

    private static ContactStore StoreOfAtMost(int contacts) =>
        new() { Rules = LinkingRules.Plain with { MaxContactsPerCustomer = contacts } };

    private static IEnumerable<Type> TypesOf(Identification identification) =>
        identification.Events.Select(customerEvent => customerEvent.GetType());

    /// <summary>
    /// Contacts 1 and 3 with a@example.com and 10 are kept apart from contacts 2 and 4 with b@example.com and 20. Both hold
    /// both@example.com, which is shared.
    /// </summary>
    private void SplitTwoPeople()
    {
        store.Identify("both@example.com", "10");
        store.Identify("both@example.com", "20");
        store.Identify("a@example.com", "10");
        store.Identify("b@example.com", "20");
        store.Split([2, 4]);
        Assert.Equal("1 3 | 2 4", store.Customers);
    }

    private void ShareEverything()
    {
        store.Mark(Parsed.Email("a@example.com"));
        store.Mark(Parsed.Phone("1"));
        store.Identify("a@example.com", "1");
        store.Identify("a@example.com");
        store.Identify(phoneNumber: "1");
        Assert.Equal("1 | 2 | 3", store.Customers);
    }
}
