using FluxKart.Domain.Events;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The contract's section 5, shared identifiers: mark, take apart, and delete the mark.</summary>
public sealed class CustomerSetMarkTests
{
    private readonly ContactStore store = new();

    public CustomerSetMarkTests()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Identify("c@example.com", "1");
        Assert.Equal("1 2 3 4", store.Customers);
    }

    [Fact]
    public void Mark_Alone_SeparatesNothing()
    {
        Assert.Empty(store.Mark(Parsed.Phone("1")));

        Assert.Equal("1 2 3 4", store.Customers);
    }

    [Fact]
    public void Mark_Always_RecordsTheMark()
    {
        store.Mark(Parsed.Phone("1"), reason: "family");

        var (recorded, mark) = (store.Events[^1], Assert.Single(store.Marks));
        Assert.Equal((EventTypes.IdentifierShared, null), (recorded.Type, recorded.ContactId));
        Assert.Equal((mark.Id, "phoneNumber", "family"), (recorded.Data.SharedIdentifierId, recorded.Data.Kind, recorded.Data.Reason));
        Assert.Equal(("family", false), (mark.Reason, mark.IsTakenApart));
    }

    [Fact]
    public void Mark_WhenTheIdentifierIsMarkedAlready_ChangesNothing()
    {
        store.Mark(Parsed.Phone("1"), reason: "family");
        var before = store.Events.Count;

        store.Mark(Parsed.Phone("1"), reason: "office");

        Assert.Equal("family", Assert.Single(store.Marks).Reason);
        Assert.Equal(before, store.Events.Count);
    }

    [Fact]
    public void Mark_WhenItTakesApart_LeavesWhatStaysConnectedWithoutTheIdentifier()
    {
        var parts = store.Mark(Parsed.Phone("1"), takeApart: true);

        Assert.Equal("1 | 2 3 | 4", store.Customers);
        Assert.Equal([1, 2, 4], parts.Select(part => part.Primary.Id));
    }

    [Fact]
    public void Mark_WhenItTakesApart_RecordsOneSplitForEachPartButTheOldest()
    {
        var before = store.Events.Count;

        store.Mark(Parsed.Phone("1"), takeApart: true, reason: "family");

        var splits = store.Events.Skip(before).Where(recorded => recorded.Type == EventTypes.ContactSplit).ToList();
        Assert.Equal([(1, 2, false, "family"), (1, 4, false, "family")], splits.Select(split =>
            ((int)split.ContactId!, (int)split.Data.SpawnedContactId!, split.Data.KeptApart!.Value, split.Data.Reason)));
        Assert.Equal([2, 3], splits[0].Data.MovedContactIds);
    }

    [Fact]
    public void Mark_WhenItTakesApart_LetsAnotherValueJoinThePartsLater()
    {
        store.Mark(Parsed.Phone("1"), takeApart: true);

        store.Identify("a@example.com", "2");

        Assert.Equal("1 2 3 | 4", store.Customers);
    }

    [Fact]
    public void Mark_WhenItTakesApartWhatWasKeptApart_LetsEachPartInheritThat()
    {
        store.Split([4]);
        store.Unmark(Parsed.Phone("1"));

        store.Mark(Parsed.Phone("1"), takeApart: true);

        Assert.Equal("1 | 2 3 | 4", store.Customers);
        Assert.Equal([(1, 4), (2, 4)], store.Separations.Select(separation => (separation.ContactId, separation.OtherContactId)).Order());
    }

    [Fact]
    public void Mark_WhenSeveralCustomersHoldTheIdentifier_TakesAllOfThemApart()
    {
        store.Split([2, 4], keepApart: false);
        Assert.Equal("1 3 | 2 4", store.Customers);

        store.Mark(Parsed.Phone("1"), takeApart: true);

        Assert.Equal("1 3 | 2 | 4", store.Customers);
    }

    [Fact]
    public void Mark_WhenItTakesApartLaterThanItWasMade_TakesTheOldLinksApart()
    {
        store.Mark(Parsed.Phone("1"), reason: "family");

        store.Mark(Parsed.Phone("1"), takeApart: true);

        Assert.Equal("1 | 2 3 | 4", store.Customers);
        Assert.True(Assert.Single(store.Marks).IsTakenApart);
        Assert.Single(store.Events, recorded => recorded.Type == EventTypes.IdentifierShared);
    }

    [Fact]
    public void Mark_WhenAnotherIdentifierWasMarkedWithoutTakingApart_KeepsTheLinksOfThatOne()
    {
        store.Mark(Parsed.Email("b@example.com"));

        store.Mark(Parsed.Phone("1"), takeApart: true);

        Assert.Equal("1 | 2 3 | 4", store.Customers);
    }

    [Fact]
    public void Mark_WhenAnotherIdentifierWasTakenApartBefore_DoesNotCountItsLinks()
    {
        store.Mark(Parsed.Email("b@example.com"), takeApart: true);
        store.Identify("d@example.com", "2");
        store.Identify("d@example.com", "1");
        Assert.Equal("1 2 3 4 5", store.Customers);

        store.Mark(Parsed.Phone("1"), takeApart: true);

        Assert.Equal("1 | 2 | 3 5 | 4", store.Customers);
    }

    [Fact]
    public void Mark_WhenARequestLinkedByTheIdentifier_TakesThatLinkApartToo()
    {
        store.Identify("x@example.com", "8");
        store.Identify("c@example.com", "8");
        Assert.Equal("1 2 3 4 5", store.Customers);

        store.Mark(Parsed.Phone("8"), takeApart: true);

        Assert.Equal("1 2 3 4 | 5", store.Customers);
    }

    [Fact]
    public void Mark_WhenOthersTookThePlacesOfBothContactsThatARequestLinked_TakesThatLinkApart()
    {
        var changed = new ContactStore();
        changed.Identify("a@example.com", "1");
        changed.Identify("b@example.com", "2");
        changed.Identify("a@example.com", "2");
        changed.Identify("a@example.com", "3");
        changed.Identify("c@example.com", "2");
        changed.Remove([1, 2]);
        Assert.Equal("3 4", changed.Customers);

        changed.Mark(Parsed.Phone("2"), takeApart: true);

        Assert.Equal("3 | 4", changed.Customers);
    }

    [Fact]
    public void Unmark_Always_MergesNothingUntilTheNextRequest()
    {
        store.Mark(Parsed.Phone("1"), takeApart: true);

        store.Unmark(Parsed.Phone("1"));

        Assert.Equal("1 | 2 3 | 4", store.Customers);
        Assert.Empty(store.Marks);
        Assert.Equal((EventTypes.IdentifierUnshared, "phoneNumber"), (store.Events[^1].Type, store.Events[^1].Data.Kind));
        store.Identify(phoneNumber: "1");
        Assert.Equal("1 2 3 4", store.Customers);
    }
}
