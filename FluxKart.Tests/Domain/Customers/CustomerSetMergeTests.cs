using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The contract's section 5, by hand: merge.</summary>
public sealed class CustomerSetMergeTests
{
    private readonly ContactStore store = new();

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(2, 4)]
    public void Merge_WhicheverComesFirst_KeepsTheOldestPrimary(long oneId, long otherId)
    {
        CreateTwo();

        var merged = store.Merge(oneId, otherId);

        Assert.Equal(1, merged.Primary.Id);
        Assert.Equal("1 2 3 4", store.Customers);
        Assert.Equal(LinkPrecedence.Primary, store.Contacts[0].LinkPrecedence);
        Assert.Equal(LinkPrecedence.Secondary, store.Contacts[2].LinkPrecedence);
    }

    [Fact]
    public void Merge_Always_RecordsThatAPersonDidIt()
    {
        CreateTwo();

        store.Merge(3, 1, "same person");

        var merged = store.Events[^1];
        Assert.Equal((EventTypes.ContactMerged, 1, true), (merged.Type, merged.ContactId, merged.Data.Manual));
        Assert.Equal([3], merged.Data.MergedContactIds);
        Assert.Equal([3, 4], merged.Data.MovedContactIds);
        Assert.Equal((null, "same person"), (merged.Data.MatchedBy, merged.Data.Reason));
    }

    [Fact]
    public void Merge_WhenTheyWereKeptApart_EndsTheSeparation()
    {
        CreateTwo();
        store.Merge(1, 3);
        store.Split([3, 4]);
        store.Identify("a@example.com", "9");
        Assert.Single(store.Separations);

        store.Merge(1, 3);

        Assert.Empty(store.Separations);
    }

    [Fact]
    public void Merge_WhenTheyWereKeptApartThroughSeveralContacts_EndsAllOfTheirSeparations()
    {
        var one = store.AddPrimary("a@example.com", "1");
        store.AddSecondary(one, "b@example.com", "2");
        store.AddSecondary(one, "c@example.com", "3");
        store.AddSecondary(one, "d@example.com", "4");
        store.Split([2]);
        store.Split([3]);
        store.Merge(2, 3);
        Assert.Equal(2, store.Separations.Count);

        store.Merge(1, 3);

        Assert.Empty(store.Separations);
    }

    [Fact]
    public void Merge_WhenOneIsKeptApartFromAThird_KeepsTheUnionApartFromIt()
    {
        CreateTwo();
        store.Identify("a@example.com", "3");
        store.Split([5]);

        store.Merge(1, 3);

        store.Identify("c@example.com", "3");
        Assert.Equal("1 2 3 4 6 | 5", store.Customers);
        Assert.Equal("kept apart", store.Events.Single(recorded => recorded.Type == EventTypes.ContactLinkRefused).Data.Why);
    }

    [Fact]
    public void Merge_WhenTheUnionHasMoreContactsThanAllowed_JoinsThem()
    {
        var capped = new ContactStore { Rules = LinkingRules.Plain with { MaxContactsPerCustomer = 1 } };
        capped.Identify("a@example.com", "1");
        capped.Identify("b@example.com", "2");

        capped.Merge(1, 2);

        Assert.Equal("1 2", capped.Customers);
    }

    [Fact]
    public void Merge_WhenNothingElseLinksThem_HoldsThemTogether()
    {
        CreateTwo();
        store.Merge(1, 3);

        store.Mark(Parsed.Phone("2"), takeApart: true);

        Assert.Equal("1 2 3 | 4", store.Customers);
    }

    [Fact]
    public void Merge_WhenASplitUndoesIt_LinksNothingAnyMore()
    {
        CreateTwo();
        store.Merge(1, 3);
        store.Split([3, 4], keepApart: false);
        store.Identify("a@example.com", "2");
        Assert.Equal("1 2 3 4", store.Customers);

        store.Mark(Parsed.Phone("2"), takeApart: true);

        Assert.Equal("1 2 | 3 | 4", store.Customers);
    }

    /// <summary>Contacts 1 and 2 share a@example.com, and contacts 3 and 4 share 2.</summary>
    private void CreateTwo()
    {
        store.Identify("a@example.com", "1");
        store.Identify("a@example.com", "11");
        store.Identify("c@example.com", "2");
        store.Identify("d@example.com", "2");
        Assert.Equal("1 2 | 3 4", store.Customers);
    }
}
