using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;

namespace FluxKart.Tests.Domain.Customers;

public sealed class CustomerTests
{
    private static readonly MatchedBy Unmatched = new(null, null);

    private readonly List<CustomerEvent> journal = [];

    [Fact]
    public void Create_WhenCalled_ReturnsACustomerWithOnePrimary()
    {
        var customer = Create("a@example.com", place: 1);

        Assert.Equal([customer.Primary], customer.Contacts);
        Assert.Equal(LinkPrecedence.Primary, customer.Primary.LinkPrecedence);
        Assert.Equal([new ContactCreated(customer.Primary)], journal);
    }

    [Fact]
    public void Add_WhenCalled_LinksANewContactToThePrimary()
    {
        var customer = Create("a@example.com", place: 1);

        var secondary = customer.Add(Parsed.Details("b@example.com"), place: 2, createdAt: null, Unmatched);

        Assert.Same(customer.Primary, secondary.LinkedTo);
        Assert.Equal([customer.Primary, secondary], customer.Contacts);
        Assert.Equal(new ContactLinked(customer.Primary, secondary, Unmatched), journal[^1]);
    }

    [Fact]
    public void Absorb_WhenOthersHaveSecondaries_LinksAllContactsToThePrimary()
    {
        var customer = Create("a@example.com", place: 1);
        var other = Create("b@example.com", place: 2);
        var secondary = other.Add(Parsed.Details("c@example.com"), place: 3, createdAt: null, Unmatched);
        var third = Create("d@example.com", place: 4);

        var moved = customer.Absorb([other, third], Unmatched, reason: null);

        Assert.Equal([other.Primary, secondary, third.Primary], moved);
        Assert.All(moved, contact => Assert.Same(customer.Primary, contact.LinkedTo));
        Assert.Equal([customer.Primary, .. moved], customer.Contacts);
        var merged = Assert.IsType<CustomersMerged>(journal[^1]);
        Assert.Equal([other.Primary, third.Primary], merged.Demoted);
    }

    [Fact]
    public void Current_WhenTheAbsorbingCustomerIsAbsorbedToo_IsTheLastOne()
    {
        var first = Create("a@example.com", place: 1);
        var second = Create("b@example.com", place: 2);
        var third = Create("c@example.com", place: 3);

        second.Absorb([third], Unmatched, reason: null);
        first.Absorb([second], Unmatched, reason: null);

        Assert.Same(first, third.Current);
        Assert.Same(first, first.Current);
        Assert.Empty(second.Contacts);
    }

    [Fact]
    public void RepairLinks_WhenLinksAreOneStepDeep_ChangesNothing()
    {
        var store = new ContactStore();
        var primary = store.AddPrimary("a@example.com");
        var secondary = store.AddSecondary(primary, "b@example.com");

        Assert.Empty(Customer.Load(primary, [primary, secondary], journal).RepairLinks());
    }

    [Fact]
    public void RepairLinks_WhenThePrimaryIsASecondary_PromotesItAndPointsTheOthersAtIt()
    {
        var store = new ContactStore();
        var lost = store.AddPrimary("a@example.com");
        var (oldest, other) = (store.AddSecondary(lost, "b@example.com"), store.AddSecondary(lost, "c@example.com"));

        var changed = Customer.Load(oldest, [oldest, other], journal).RepairLinks();

        Assert.Equal([oldest, other], changed);
        Assert.Equal((LinkPrecedence.Primary, null), (oldest.LinkPrecedence, oldest.LinkedId));
        Assert.Equal((LinkPrecedence.Secondary, oldest.Id), (other.LinkPrecedence, other.LinkedId));
    }

    private Customer Create(string email, int place) => Customer.Create(Parsed.Details(email), place, createdAt: null, journal);
}
