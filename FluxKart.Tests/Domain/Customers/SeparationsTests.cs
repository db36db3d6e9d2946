using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The contract's section 5, kept apart: what is to be stored after each change by hand.</summary>
public sealed class SeparationsTests
{
    private readonly ContactStore store = new();

    public SeparationsTests()
    {
        var primary = store.AddPrimary("1@example.com", "1");
        for (var id = 2; id <= 4; id++)
            store.AddSecondary(primary, $"{id}@example.com", $"{id}");
        store.AddPrimary("5@example.com", "5");
        store.AddPrimary("6@example.com", "6");
    }

    [Fact]
    public void Between_WhicheverComesFirst_NamesTheLowerIdFirst()
    {
        Assert.Equal(new Separation(2, 7), Separation.Between(7, 2));
        Assert.Equal(new Separation(2, 7), Separation.Between(2, 7));
    }

    [Fact]
    public void AreApart_WhenASeparationNamesAContactOfEach_IsTrueBothWays()
    {
        var set = LoadWith([new Separation(2, 5)], 1, 5, 6);
        var one = set.Loaded.Single(customer => customer.Has(1));
        var other = set.Loaded.Single(customer => customer.Has(5));
        var third = set.Loaded.Single(customer => customer.Has(6));

        Assert.True(set.Separations!.AreApart(one, other));
        Assert.True(set.Separations.AreApart(other, one));
        Assert.False(set.Separations.AreApart(one, third));
    }

    [Fact]
    public void Split_WhenTheHalvesAreKeptApart_InsertsThatAndWhatTheyInherit()
    {
        var set = LoadWith([new Separation(2, 6)], 1);

        set.Split(set.Loaded[0], [.. ContactsOf(set, 2, 3)], keepApart: true, reason: null);

        AssertChanges(set, added: [new Separation(1, 2), new Separation(1, 6)], removed: []);
    }

    [Fact]
    public void Split_WhenAPartIsKeptApartAlready_InsertsNothingTwice()
    {
        var set = LoadWith([new Separation(1, 6), new Separation(2, 6)], 1);

        set.Split(set.Loaded[0], [.. ContactsOf(set, 2, 3)], keepApart: false, reason: null);

        AssertChanges(set, added: [], removed: []);
    }

    [Fact]
    public void Merge_WhenTheyWereKeptApart_DeletesOnlyWhatIsBetweenThem()
    {
        var set = LoadWith([new Separation(2, 5), new Separation(5, 6)], 1, 5);

        set.Merge(set.Loaded[0], set.Loaded[1], reason: null);

        AssertChanges(set, added: [], removed: [new Separation(2, 5)]);
    }

    [Fact]
    public void Remove_WhenTheNamedContactGoes_NamesThePrimaryOfWhatIsLeft()
    {
        var set = LoadWith([new Separation(2, 6), new Separation(3, 5)], 1);

        set.Remove(set.Loaded[0], ContactsOf(set, 2), reason: null);

        AssertChanges(set, added: [new Separation(1, 6)], removed: [new Separation(2, 6)]);
    }

    [Fact]
    public void Remove_WhenNothingIsLeft_DeletesIt()
    {
        var set = LoadWith([new Separation(5, 6)], 5);

        set.Remove(set.Loaded[0], ContactsOf(set, 5), reason: null);

        AssertChanges(set, added: [], removed: [new Separation(5, 6)]);
    }

    [Fact]
    public void Erase_Always_DeletesAllThatNamesTheCustomer()
    {
        var set = LoadWith([new Separation(1, 6), new Separation(3, 5)], 1);

        set.Erase(set.Loaded[0], reason: null);

        AssertChanges(set, added: [], removed: [new Separation(1, 6), new Separation(3, 5)]);
    }

    private static void AssertChanges(CustomerSet set, Separation[] added, Separation[] removed)
    {
        Assert.Equal(added, set.Separations!.Added.OrderBy(separation => (separation.ContactId, separation.OtherContactId)));
        Assert.Equal(removed, set.Separations.Removed.OrderBy(separation => (separation.ContactId, separation.OtherContactId)));
    }

    private static HashSet<Contact> ContactsOf(CustomerSet set, params long[] ids) =>
        [.. set.Loaded.SelectMany(customer => customer.Contacts).Where(contact => ids.Contains(contact.Id))];

    private CustomerSet LoadWith(Separation[] stored, params long[] contactIds)
    {
        var set = store.LoadForChange(contactIds);
        set.Add(Bonds.None with { Separations = stored });
        return set;
    }
}
