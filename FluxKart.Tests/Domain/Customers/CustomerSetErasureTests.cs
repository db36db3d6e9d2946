using FluxKart.Domain.Events;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The contract's section 5: erasing a customer.</summary>
public sealed class CustomerSetErasureTests
{
    private readonly ContactStore store = new();

    [Fact]
    public void Erase_Always_ClearsTheValuesOfAllContactsOfThisCustomerOnly()
    {
        var primary = store.AddPrimary("a@example.com", "1");
        store.AddSecondary(primary, "b@example.com", "1");
        var other = store.AddPrimary("c@example.com", "3");
        var set = store.Load(Parsed.Details("a@example.com", "3"));

        set.Erase(set.Loaded.Single(customer => customer.Primary == primary), reason: null);

        Assert.Equal([1, 2], set.Erased.Select(contact => contact.Id).Order());
        Assert.All(set.Erased, contact => Assert.Equal((null, null), (contact.Email, contact.PhoneNumber)));
        Assert.Equal("c@example.com", other.Email?.Value);
        Assert.Empty(set.Relinked);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("asked by mail")]
    public void Erase_Always_RecordsTheContactsThatAreGoneOldestFirst(string? reason)
    {
        var primary = store.AddPrimary("a@example.com", "1");
        store.AddSecondary(primary, "b@example.com", "1", age: 1);
        var set = store.Load(Parsed.Details("a@example.com"));

        set.Erase(set.Loaded.Single(), reason);

        var erased = Assert.Single(set.Events);
        var data = erased.ToData();
        Assert.Equal((EventTypes.ContactErased, 1), (erased.Type, erased.Primary?.Id));
        Assert.Equal([2, 1], data.RemovedContactIds);
        Assert.Equal(([], reason), (data.Customers, data.Reason));
        Assert.Equal([1, 2], data.NamedContactIds().Order());
    }
}
