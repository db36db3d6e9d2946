using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

public sealed class CustomerSetTests
{
    private readonly ContactStore store = new();

    [Fact]
    public void Identify_WhenNothingMatches_CreatesAPrimaryFromTheRequest()
    {
        store.AddPrimary("other@example.com", "999");

        var customer = store.Identify("lorraine@hillvalley.edu", "123456");

        var contact = store.Contacts[^1];
        Assert.Equal(2, store.Contacts.Count);
        Assert.Equal(LinkPrecedence.Primary, contact.LinkPrecedence);
        Assert.Null(contact.LinkedId);
        AssertCustomer(customer, contact.Id, ["lorraine@hillvalley.edu"], ["123456"], []);
    }

    [Theory]
    [InlineData("lorraine@hillvalley.edu", null)]
    [InlineData(null, "123456")]
    public void Identify_WhenOneValueIsGivenAndNothingMatches_CreatesAPrimaryWithOnlyThatValue(string? email, string? phoneNumber)
    {
        var customer = store.Identify(email, phoneNumber);

        var contact = Assert.Single(store.Contacts);
        Assert.Equal(email, contact.Email?.Value);
        Assert.Equal(phoneNumber, contact.PhoneNumber?.Value);
        AssertCustomer(customer, contact.Id, email is null ? [] : [email], phoneNumber is null ? [] : [phoneNumber], []);
    }

    [Fact]
    public void Identify_WhenOnlyTheEmailMatches_ReturnsTheSameCustomer()
    {
        var primary = store.AddPrimary("lorraine@hillvalley.edu", "123456");

        Assert.Equal(primary.Id, store.Identify("LORRAINE@hillvalley.edu", "717171").PrimaryContactId);
    }

    [Fact]
    public void Identify_WhenOnlyThePhoneNumberMatches_ReturnsTheSameCustomer()
    {
        var primary = store.AddPrimary("lorraine@hillvalley.edu", "123456");

        Assert.Equal(primary.Id, store.Identify("mcfly@hillvalley.edu", "12-34-56").PrimaryContactId);
    }

    [Fact]
    public void Identify_WhenASecondaryMatches_ReturnsTheWholeCustomer()
    {
        var primary = store.AddPrimary("lorraine@hillvalley.edu", "123456");
        var one = store.AddSecondary(primary, "mcfly@hillvalley.edu", "123456");
        var two = store.AddSecondary(primary, "biff@hillvalley.edu", "717171");

        var customer = store.Identify("mcfly@hillvalley.edu");

        AssertCustomer(
            customer,
            primary.Id,
            ["lorraine@hillvalley.edu", "mcfly@hillvalley.edu", "biff@hillvalley.edu"],
            ["123456", "717171"],
            [one.Id, two.Id]);
    }

    [Fact]
    public void Identify_WhenTwoCustomersMatch_DemotesTheYoungerPrimary()
    {
        var older = store.AddPrimary("george@hillvalley.edu", "919191");
        var younger = store.AddPrimary("biffsucks@hillvalley.edu", "717171");

        var customer = store.Identify("george@hillvalley.edu", "717171");

        Assert.Equal(LinkPrecedence.Primary, older.LinkPrecedence);
        Assert.Equal(LinkPrecedence.Secondary, younger.LinkPrecedence);
        Assert.Equal(older.Id, younger.LinkedId);
        AssertCustomer(
            customer, older.Id, ["george@hillvalley.edu", "biffsucks@hillvalley.edu"], ["919191", "717171"], [younger.Id]);
    }

    [Theory]
    [InlineData("new@example.com", "1", IdentificationOutcome.Created, 0, 1)]
    [InlineData("a@example.com", null, IdentificationOutcome.Matched, 0, 1)]
    [InlineData("a@example.com", "1", IdentificationOutcome.Extended, 0, 2)]
    [InlineData("a@example.com", "717171", IdentificationOutcome.Merged, 1, 2)]
    public void Identify_Always_ReportsWhatItChanged(
        string email, string? phoneNumber, IdentificationOutcome outcome, int mergedCount, int size)
    {
        store.AddPrimary("a@example.com");
        store.AddPrimary("b@example.com", "717171");

        var identification = store.Apply(email, phoneNumber);

        Assert.Equal((outcome, mergedCount), (identification.Outcome, identification.MergedCount));
        Assert.Equal(size, identification.ToSnapshot().Size);
    }

    [Fact]
    public void Identify_WhenTheOlderPrimaryHasTheHigherId_KeepsTheOlder()
    {
        var younger = store.AddPrimary("george@hillvalley.edu", "919191");
        var older = store.AddPrimary("biffsucks@hillvalley.edu", "717171", age: 1);

        var customer = store.Identify("george@hillvalley.edu", "717171");

        Assert.Equal(older.Id, customer.PrimaryContactId);
        Assert.Equal(older.Id, younger.LinkedId);
    }

    [Fact]
    public void Identify_WhenPrimariesWereCreatedAtTheSameTime_KeepsTheLowerId()
    {
        var one = store.AddPrimary("george@hillvalley.edu");
        var two = store.AddPrimary(phoneNumber: "717171");
        Assert.Equal(one.CreatedAt, two.CreatedAt);

        Assert.Equal(one.Id, store.Identify("george@hillvalley.edu", "717171").PrimaryContactId);
    }

    [Fact]
    public void Identify_WhenASecondaryOfTheYoungerCustomerIsTheOldestContact_KeepsTheOldestPrimary()
    {
        var older = store.AddPrimary("george@hillvalley.edu", age: 2);
        var younger = store.AddPrimary("biff@hillvalley.edu", age: 1);
        store.AddSecondary(younger, phoneNumber: "717171", age: 3);

        Assert.Equal(older.Id, store.Identify("george@hillvalley.edu", "717171").PrimaryContactId);
    }

    [Fact]
    public void Identify_WhenAPrimaryIsDemoted_RepointsItsOwnSecondaries()
    {
        var older = store.AddPrimary("george@hillvalley.edu", "919191");
        var younger = store.AddPrimary("biff@hillvalley.edu", "717171");
        var secondary = store.AddSecondary(younger, "tannen@hillvalley.edu", "717171");

        store.Identify("george@hillvalley.edu", "717171");

        Assert.Equal(older.Id, secondary.LinkedId);
        Assert.Equal(LinkPrecedence.Secondary, secondary.LinkPrecedence);
    }

    [Fact]
    public void Identify_WhenTwoCustomersMatchByKnownValues_CreatesNothing()
    {
        store.AddPrimary("george@hillvalley.edu", "919191");
        store.AddPrimary("biffsucks@hillvalley.edu", "717171");

        store.Identify("george@hillvalley.edu", "717171");

        Assert.Equal(2, store.Contacts.Count);
    }

    [Theory]
    [InlineData("mcfly@hillvalley.edu", "123456")]
    [InlineData("lorraine@hillvalley.edu", "717171")]
    public void Identify_WhenAValueIsNew_CreatesOneSecondaryWithBothValuesAsSent(string email, string phoneNumber)
    {
        var primary = store.AddPrimary("lorraine@hillvalley.edu", "123456");

        var customer = store.Identify(email, phoneNumber);

        Assert.Equal(2, store.Contacts.Count);
        var contact = store.Contacts[^1];
        Assert.Equal(LinkPrecedence.Secondary, contact.LinkPrecedence);
        Assert.Equal(primary.Id, contact.LinkedId);
        Assert.Equal(email, contact.Email?.Value);
        Assert.Equal(phoneNumber, contact.PhoneNumber?.Value);
        Assert.Equal([contact.Id], customer.SecondaryContactIds);
    }

    [Fact]
    public void Identify_WhenThePrimaryLacksAnEmailThatIsSent_CreatesASecondary()
    {
        var primary = store.AddPrimary(phoneNumber: "123456");

        AssertCustomer(store.Identify("mcfly@hillvalley.edu", "123456"), primary.Id, ["mcfly@hillvalley.edu"], ["123456"], [2]);
    }

    [Fact]
    public void Identify_WhenTheSameRequestIsRepeated_AddsNoContact()
    {
        store.Identify("lorraine@hillvalley.edu", "123456");
        store.Identify("mcfly@hillvalley.edu", "123456");

        var customer = store.Identify("mcfly@hillvalley.edu", "123456");

        Assert.Equal(2, store.Contacts.Count);
        AssertCustomer(customer, 1, ["lorraine@hillvalley.edu", "mcfly@hillvalley.edu"], ["123456"], [2]);
    }

    [Fact]
    public void Identify_WhenValuesOfOneCustomerAreSentInANewCombination_AddsNoContact()
    {
        var primary = store.AddPrimary("lorraine@hillvalley.edu", "123456");
        store.AddSecondary(primary, "mcfly@hillvalley.edu", "717171");

        store.Identify("lorraine@hillvalley.edu", "717171");

        Assert.Equal(2, store.Contacts.Count);
    }

    [Theory]
    [InlineData("lorraine@hillvalley.edu", null)]
    [InlineData(null, "123456")]
    public void Identify_WhenOnlyOneKnownValueIsSent_AddsNoContact(string? email, string? phoneNumber)
    {
        store.AddPrimary("lorraine@hillvalley.edu", "123456");

        store.Identify(email, phoneNumber);

        Assert.Single(store.Contacts);
    }

    [Fact]
    public void Identify_WhenThreeCustomersExist_MergesTwoWithOneRequestAndAllWithTwo()
    {
        var first = store.AddPrimary("a@example.com", "1");
        var second = store.AddPrimary("b@example.com", "2");
        var third = store.AddPrimary("c@example.com", "3");

        store.Identify("b@example.com", "3");
        Assert.Equal(LinkPrecedence.Primary, first.LinkPrecedence);
        Assert.Equal(second.Id, third.LinkedId);

        var customer = store.Identify("a@example.com", "3");
        Assert.Equal(first.Id, second.LinkedId);
        Assert.Equal(first.Id, third.LinkedId);
        AssertCustomer(
            customer,
            first.Id,
            ["a@example.com", "b@example.com", "c@example.com"],
            ["1", "2", "3"],
            [second.Id, third.Id]);
    }

    [Fact]
    public void Identify_WhenCustomersOfOneSetMergeInAChain_KeepsEveryLinkOneStepDeep()
    {
        var first = store.AddPrimary("a@example.com", "1");
        var second = store.AddPrimary("b@example.com", "2");
        var third = store.AddPrimary("c@example.com", "3");
        var secondary = store.AddSecondary(third, "d@example.com", "3");
        var (toSecond, toFirst, repeated) = (
            Parsed.Details("b@example.com", "3"), Parsed.Details("a@example.com", "2"), Parsed.Details("d@example.com", "1"));
        var set = store.Load(toSecond, toFirst, repeated);

        set.Identify(toSecond);
        set.Identify(toFirst);
        var customer = set.Identify(repeated).ToSnapshot();

        Assert.All([second, third, secondary], contact => Assert.Equal(first.Id, contact.LinkedId));
        Assert.Equal([second.Id, third.Id, secondary.Id], customer.SecondaryContactIds);
        Assert.Equal([second, third, secondary], set.Relinked.OrderBy(contact => contact.Id));
        Assert.Empty(set.Created);
    }

    [Fact]
    public void Identify_WhenContactsOfOneSetAreAllNew_LinksThemToTheNewPrimary()
    {
        var set = new CustomerSet([], LinkingRules.Plain, []) { Separations = new Separations([]) };

        set.Identify(Parsed.Details("a@example.com", "1"));
        set.Identify(Parsed.Details("b@example.com", "1"));
        var identification = set.Identify(Parsed.Details("b@example.com", "2"));
        store.Save(set);

        Assert.Equal(["a@example.com", "b@example.com", "b@example.com"], set.Created.Select(contact => contact.Email?.Value));
        Assert.Equal([null, 1L, 1L], set.Created.Select(contact => contact.LinkedId));
        Assert.Empty(set.Relinked);
        AssertCustomer(identification.ToSnapshot(), 1, ["a@example.com", "b@example.com"], ["1", "2"], [2, 3]);
    }

    [Fact]
    public void Identify_WhenNewCustomersOfOneSetMerge_KeepsTheOneCreatedFirst()
    {
        var set = new CustomerSet([], LinkingRules.Plain, []) { Separations = new Separations([]) };
        set.Identify(Parsed.Details("a@example.com", "1"));
        set.Identify(Parsed.Details("b@example.com", "2"));

        var identification = set.Identify(Parsed.Details("b@example.com", "1"));
        store.Save(set);

        Assert.Equal([LinkPrecedence.Primary, LinkPrecedence.Secondary], set.Created.Select(contact => contact.LinkPrecedence));
        Assert.Empty(set.Relinked);
        AssertCustomer(identification.ToSnapshot(), 1, ["a@example.com", "b@example.com"], ["1", "2"], [2]);
    }

    [Fact]
    public void Identify_WhenANewCustomerMergesWithAStoredOne_KeepsTheStoredOne()
    {
        var stored = store.AddPrimary("a@example.com", "1");
        var (separate, connecting) = (Parsed.Details("b@example.com", "2"), Parsed.Details("b@example.com", "1"));
        var set = store.Load(separate, connecting);
        set.Identify(separate);

        set.Identify(connecting);
        store.Save(set);

        Assert.Equal(stored.Id, Assert.Single(set.Created).LinkedId);
        Assert.Empty(set.Relinked);
    }

    [Fact]
    public void Identify_WhenOneSetMergesAndAdds_ListsEachChangeOnce()
    {
        store.AddPrimary("a@example.com", "1");
        var demoted = store.AddPrimary("b@example.com", "2");
        var repointed = store.AddSecondary(demoted, "c@example.com", "2");
        var (merging, adding) = (Parsed.Details("a@example.com", "2"), Parsed.Details("d@example.com", "2"));
        var set = store.Load(merging, adding);

        set.Identify(merging);
        set.Identify(adding);
        set.Identify(merging);

        Assert.Equal([demoted, repointed], set.Relinked.OrderBy(contact => contact.Id));
        Assert.Equal("d@example.com", Assert.Single(set.Created).Email?.Value);
    }

    [Fact]
    public void Identify_WhenALaterRequestOfTheSetAddsAContact_DoesNotChangeTheEarlierResult()
    {
        var set = new CustomerSet([], LinkingRules.Plain, []) { Separations = new Separations([]) };
        var earlier = set.Identify(Parsed.Details("a@example.com", "1"));
        set.Identify(Parsed.Details("b@example.com", "1"));
        store.Save(set);

        AssertCustomer(earlier.ToSnapshot(), 1, ["a@example.com"], ["1"], []);
    }

    [Fact]
    public void ToSnapshot_WhenTakenBeforeTheSave_DoesNotAffectASnapshotTakenAfterIt()
    {
        var primary = store.AddPrimary("a@example.com", "1");
        var older = store.AddSecondary(primary, "b@example.com", "1");
        var details = Parsed.Details("a@example.com", "2");
        var set = store.Load(details);
        var identification = set.Identify(details);

        AssertCustomer(identification.ToSnapshot(), primary.Id, ["a@example.com", "b@example.com"], ["1", "2"], [older.Id, 0]);
        store.Save(set);

        AssertCustomer(identification.ToSnapshot(), primary.Id, ["a@example.com", "b@example.com"], ["1", "2"], [older.Id, 3]);
    }

    [Fact]
    public void ToSnapshot_WhenNothingIsSaved_ListsValuesOfNewContactsLastInOrderOfCreation()
    {
        var older = store.AddPrimary("a@example.com", "1");
        var younger = store.AddPrimary("b@example.com", "2");
        ContactDetails[] requests =
        [
            Parsed.Details("b@example.com", "20"), Parsed.Details("a@example.com", "10"), Parsed.Details("b@example.com", "21"),
            Parsed.Details("a@example.com", "2"),
        ];
        var set = store.Load(requests);

        var identifications = requests.Select(set.Identify).ToList();

        AssertCustomer(
            identifications[^1].ToSnapshot(),
            older.Id,
            ["a@example.com", "b@example.com"],
            ["1", "2", "20", "10", "21"],
            [younger.Id, 0, 0, 0]);
    }

    [Fact]
    public void Created_WhenNothingIsNew_IsEmpty()
    {
        store.AddPrimary("a@example.com", "1");
        var details = Parsed.Details("a@example.com", "1");
        var set = store.Load(details);

        set.Identify(details);

        Assert.Empty(set.Created);
        Assert.Empty(set.Relinked);
    }

    [Fact]
    public void StoredPrimaryIds_WhenCustomersAreLoaded_AreTheIdsOfTheirPrimaries()
    {
        var one = store.AddPrimary("a@example.com", "1");
        var two = store.AddPrimary("b@example.com", "2");
        store.AddSecondary(two, "c@example.com", "2");
        var set = store.Load(Parsed.Details("a@example.com"), Parsed.Details("c@example.com"));

        set.Identify(Parsed.Details("new@example.com"));
        set.Identify(Parsed.Details("a@example.com", "2"));

        Assert.Equal([one.Id, two.Id], set.StoredPrimaryIds.Order());
    }

    [Theory]
    [InlineData("lorraine@hillvalley.edu", "123456")]
    [InlineData("lorraine@hillvalley.edu", "717171")]
    [InlineData("mcfly@hillvalley.edu", null)]
    [InlineData(null, "717171")]
    public void Recognise_WhenOneCustomerHoldsAllValues_ReturnsIt(string? email, string? phoneNumber)
    {
        var primary = store.AddPrimary("lorraine@hillvalley.edu", "123456");
        var secondary = store.AddSecondary(primary, "mcfly@hillvalley.edu", "717171");
        var details = Parsed.Details(email, phoneNumber);

        var identification = store.Load(details).Recognise(details);

        Assert.NotNull(identification);
        AssertCustomer(
            identification.ToSnapshot(),
            primary.Id,
            ["lorraine@hillvalley.edu", "mcfly@hillvalley.edu"],
            ["123456", "717171"],
            [secondary.Id]);
    }

    [Theory]
    [InlineData("unknown@hillvalley.edu", null)]
    [InlineData("unknown@hillvalley.edu", "123456")]
    [InlineData("lorraine@hillvalley.edu", "000")]
    [InlineData("lorraine@hillvalley.edu", "717171")]
    public void Recognise_WhenThereIsSomethingToWrite_ReturnsNullAndChangesNothing(string? email, string? phoneNumber)
    {
        var one = store.AddPrimary("lorraine@hillvalley.edu", "123456");
        var two = store.AddPrimary("mcfly@hillvalley.edu", "717171");
        var details = Parsed.Details(email, phoneNumber);
        var set = store.Load(details);

        Assert.Null(set.Recognise(details));
        Assert.Empty(set.Created);
        Assert.Empty(set.Relinked);
        Assert.All([one, two], contact => Assert.Equal(LinkPrecedence.Primary, contact.LinkPrecedence));
    }

    [Theory]
    [InlineData("unknown@hillvalley.edu", "000", "unknown@hillvalley.edu 000")]
    [InlineData("lorraine@hillvalley.edu", "000", "000")]
    [InlineData("unknown@hillvalley.edu", "123456", "unknown@hillvalley.edu")]
    [InlineData("lorraine@hillvalley.edu", "123456", "")]
    [InlineData("marked@hillvalley.edu", "000", "000")]
    [InlineData("office@hillvalley.edu", null, "")]
    public void UnheldOf_WhenIdentifiersAreHeldOrShared_LeavesThemOut(string? email, string? phoneNumber, string expected)
    {
        Assert.True(SharedIdentifierPatterns.TryCreate(["office@*"], defaultRegion: null, hasPlaceholders: false, out var patterns, out _));
        var set = new CustomerSet(
            [store.AddPrimary("lorraine@hillvalley.edu", "123456")],
            LinkingRules.Plain with { SharedPatterns = patterns },
            [Parsed.Email("marked@hillvalley.edu")]);

        var unheld = set.UnheldOf(Parsed.Details(email, phoneNumber));

        Assert.Equal(expected, string.Join(' ', unheld.Select(identifier => identifier.Value)));
    }

    private static void AssertCustomer(
        CustomerSnapshot customer, long primaryId, string[] emails, string[] phoneNumbers, long[] secondaryIds)
    {
        Assert.Equal(primaryId, customer.PrimaryContactId);
        Assert.Equal(emails, customer.Emails.Select(email => email.Value));
        Assert.Equal(phoneNumbers, customer.PhoneNumbers.Select(phoneNumber => phoneNumber.Value));
        Assert.Equal(secondaryIds, customer.SecondaryContactIds);
    }
}
