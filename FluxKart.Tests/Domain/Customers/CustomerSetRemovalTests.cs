using FluxKart.Domain.Events;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The contract's section 5, by hand: remove and erase.</summary>
public sealed class CustomerSetRemovalTests
{
    private readonly ContactStore store = new();

    [Fact]
    public void Remove_Always_ErasesTheValuesOfTheseContactsOnly()
    {
        store.Identify("a@example.com", "1");
        store.Identify("a@example.com", "2");

        store.Remove([2]);

        Assert.Empty(store.Contacts[1].Identifiers);
        Assert.Equal(2, store.Contacts[0].Identifiers.Count());
        Assert.Equal("1", store.Customers);
    }

    [Fact]
    public void Remove_WhenAMistypedNumberJoinedTwoPeople_LeavesThemAsIfItHadNeverCome()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Identify("a@example.com", "3");
        store.Identify("b@example.com", "3");
        Assert.Equal("1 2 3", store.Customers);

        var left = store.Remove([3]);

        Assert.Equal("1 | 2", store.Customers);
        Assert.Equal([1, 2], left.Select(customer => customer.Primary.Id));
    }

    [Fact]
    public void Remove_WhenThePrimaryIsAmongThem_PromotesTheOldestOfTheRest()
    {
        store.Identify("a@example.com", "1");
        store.Identify("a@example.com", "2");
        store.Identify("a@example.com", "3");

        store.Remove([1]);

        Assert.Equal("2 3", store.Customers);
    }

    [Fact]
    public void Remove_WhenNothingIsLeft_ReturnsNothing()
    {
        store.Identify("a@example.com", "1");

        Assert.Empty(store.Remove([1]));
        Assert.Equal("", store.Customers);
    }

    [Fact]
    public void Remove_Always_RecordsWhatIsGoneAndWhatIsLeftAndThenEachPartThatCameOff()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Identify("a@example.com", "3");
        store.Identify("b@example.com", "3");
        var before = store.Events.Count;

        store.Remove([3], "typo");

        var (removed, split) = (store.Events[before], store.Events[before + 1]);
        Assert.Equal((EventTypes.ContactRemoved, 1, "typo"), (removed.Type, removed.ContactId, removed.Data.Reason));
        Assert.Equal([3], removed.Data.RemovedContactIds);
        Assert.Equal([1, 2], removed.Data.Customers);
        Assert.Equal((EventTypes.ContactSplit, 1, 2), (split.Type, split.ContactId, split.Data.SpawnedContactId));
        Assert.False(split.Data.KeptApart);
        Assert.Equal([2], split.Data.MovedContactIds);
        Assert.Equal(before + 2, store.Events.Count);
    }

    [Fact]
    public void Remove_WhenNothingIsLeft_RecordsTheFormerPrimary()
    {
        store.Identify("a@example.com", "1");

        store.Remove([1]);

        Assert.Equal((EventTypes.ContactRemoved, 1), (store.Events[^1].Type, store.Events[^1].ContactId));
        Assert.Equal([], store.Events[^1].Data.Customers);
    }

    [Fact]
    public void Remove_WhenTheWholeWasKeptApart_LetsEachPartInheritThat()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Identify("a@example.com", "3");
        store.Identify("b@example.com", "3");
        store.Identify("b@example.com", "4");
        store.Split([4]);

        store.Remove([3]);

        Assert.Equal("1 | 2 | 4", store.Customers);
        Assert.Equal([(1, 4), (2, 4)], store.Separations.Select(separation => (separation.ContactId, separation.OtherContactId)).Order());
    }

    [Fact]
    public void Remove_WhenTheContactStoodForASeparation_KeepsTheRestApart()
    {
        store.Identify("a@example.com", "1");
        store.Identify("a@example.com", "2");
        store.Identify("a@example.com", "3");
        store.Split([2, 3]);

        store.Remove([2]);

        Assert.Equal((1, 3), (Assert.Single(store.Separations).ContactId, store.Separations.Single().OtherContactId));
        store.Identify("z@example.com", "1");
        store.Identify("z@example.com", "3");
        Assert.Equal("1 4 5 | 3", store.Customers);
    }

    [Fact]
    public void Remove_WhenNothingIsLeftOfACustomerThatWasKeptApart_EndsTheSeparation()
    {
        store.Identify("a@example.com", "1");
        store.Identify("a@example.com", "2");
        store.Split([2]);

        store.Remove([2]);

        Assert.Empty(store.Separations);
    }

    [Theory]
    [InlineData("2 3 4", 1)]
    [InlineData("1 3 4", 2)]
    [InlineData("2 4", 1, 3)]
    [InlineData("1 3", 2, 4)]
    [InlineData("4", 1, 2, 3)]
    public void Remove_WhenARequestLinkedTwoContacts_KeepsTheLinkWhileOthersHoldBothValues(string customers, params int[] removed)
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Identify("a@example.com", "2");
        store.Identify("a@example.com", "3");
        store.Identify("c@example.com", "2");
        Assert.Equal("1 2 3 4", store.Customers);

        store.Remove(Array.ConvertAll(removed, id => (long)id));

        Assert.Equal(customers, store.Customers);
    }

    [Fact]
    public void Remove_WhenNobodyHoldsTheValueThatARequestNamed_EndsItsLink()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Identify("a@example.com", "2");
        store.Identify("c@example.com", "1");

        store.Remove([1]);

        Assert.Equal("2 | 3", store.Customers);
    }

    [Fact]
    public void Remove_WhenAContactIsTheLastHolder_DeletesTheMark()
    {
        store.Identify("a@example.com", "1");
        store.Mark(Parsed.Phone("2"));
        store.Identify("a@example.com", "2");

        store.Remove([2]);

        Assert.Empty(store.Marks);
        var recorded = store.Events[^1];
        Assert.Equal((EventTypes.IdentifierUnshared, null, 1), (recorded.Type, recorded.ContactId, recorded.Data.SharedIdentifierId));
    }

    [Theory]
    [InlineData("a@example.com")]
    [InlineData("b@example.com")]
    public void Remove_WhenAnotherContactHoldsTheIdentifier_KeepsTheMark(string email)
    {
        store.Identify("a@example.com", "1");
        store.Mark(Parsed.Phone("2"));
        store.Identify("a@example.com", "2");
        store.Identify(email, email == "a@example.com" ? "3" : "2");
        if (email == "a@example.com")
            store.Merge(1, store.Apply("c@example.com", "2").ToSnapshot().PrimaryContactId);

        store.Remove([2]);

        Assert.Single(store.Marks);
    }

    [Fact]
    public void Remove_WhenTheSameValuesComeAgain_CreatesAnotherContact()
    {
        store.Identify("a@example.com", "1");
        store.Remove([1]);

        Assert.Equal(2, store.Identify("a@example.com", "1").PrimaryContactId);
    }

    [Fact]
    public void Erase_WhenOnlyThisCustomerHoldsTheIdentifier_DeletesTheMark()
    {
        store.Identify("a@example.com", "1");
        store.Mark(Parsed.Phone("1"));

        store.Erase(1);

        Assert.Empty(store.Marks);
        Assert.Equal([EventTypes.ContactErased, EventTypes.IdentifierUnshared], store.Events.TakeLast(2).Select(recorded => recorded.Type));
    }

    [Fact]
    public void Erase_WhenAnotherCustomerHoldsTheIdentifier_KeepsTheMark()
    {
        store.Identify("a@example.com", "1");
        store.Mark(Parsed.Phone("1"));
        store.Identify("b@example.com", "1");

        store.Erase(1);

        Assert.Single(store.Marks);
        Assert.Equal("2", store.Customers);
    }

    [Fact]
    public void Erase_WhenTheCustomerWasKeptApart_EndsItsSeparations()
    {
        store.Identify("a@example.com", "1");
        store.Identify("a@example.com", "2");
        store.Identify("a@example.com", "3");
        store.Split([2]);
        store.Split([3]);

        store.Erase(1);

        Assert.Equal((2, 3), (Assert.Single(store.Separations).ContactId, store.Separations.Single().OtherContactId));
    }

    [Fact]
    public void Erase_Always_ClearsTheReasonsOfTheCustomersEvents()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Merge(1, 2, "Mr. A is Mr. B");

        store.Erase(1, "asked by mail");

        Assert.Equal("asked by mail", Assert.Single(store.Events, recorded => recorded.Data.Reason is not null).Data.Reason);
    }

    [Fact]
    public void Erase_WhenTheSameValuesComeAgain_CreatesANewCustomer()
    {
        store.Identify("a@example.com", "1");

        store.Erase(1);

        Assert.Equal(2, store.Identify("a@example.com", "1").PrimaryContactId);
    }

    [Fact]
    public void Remove_WhenASplitLeftTheContactWithOneThatJoinedLater_PartsThatOneFromTheRest()
    {
        var store = new ContactStore();
        store.Identify(phoneNumber: "1");
        store.Identify("b@example.com", "2");
        store.Merge(2, 1);
        store.Identify("c@example.com", "1");
        store.Split([1], keepApart: false);
        store.Identify("c@example.com", "1");

        Assert.Equal(["3-1 PhoneNumber", "3-2 Manual"], LinkText.Of(store.GraphOf(1).SpanningTree));
        Assert.Equal(2, store.Remove([3]).Count);
    }

    [Fact]
    public void Remove_WhenThePrimaryThatASplitKeptIsGone_StillPartsThoseWhoCameLater()
    {
        var store = new ContactStore();
        store.Identify("z@example.com");
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Identify("c@example.com", "1");
        store.Identify("c@example.com", "3");
        store.Split([3, 5], keepApart: false);
        store.Remove([2]);
        store.Identify("z@example.com", "2");

        Assert.Equal(["4-1 Request", "6-4 Manual"], LinkText.Of(store.GraphOf(1).SpanningTree));
        Assert.Equal(2, store.Remove([4]).Count);
    }

    [Fact]
    public void Remove_WhenASplitLeftTheOthersTogether_KeepsThemTogether()
    {
        var store = new ContactStore();
        store.Identify("x@example.com", "1");
        store.Identify("x@example.com", "2");
        store.Identify("y@example.com", "1");
        store.Identify("y@example.com", "3");
        store.Identify("e@example.com", "1");
        store.Split([1, 3]);

        Assert.Single(store.Remove([2]));
    }
}
