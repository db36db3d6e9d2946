using FluxKart.Api.Contracts;
using FluxKart.Tests.Domain.Customers;

namespace FluxKart.Tests.Api.Mapping;

public sealed class CustomerProfileTests
{
    [Fact]
    public void Configuration_WhenChecked_MapsEveryMember() => Mappers.Configuration.AssertConfigurationIsValid();

    [Fact]
    public void Map_WhenCustomerHasSecondaries_MapsTheWholeCustomerInOrder()
    {
        var store = new ContactStore();
        var primary = store.AddPrimary("lorraine@hillvalley.edu", "123456");
        var younger = store.AddSecondary(primary, "mcfly@hillvalley.edu", "123456");
        var older = store.AddSecondary(primary, "biff@hillvalley.edu", "717171", age: 1);

        var contact = Mappers.Create().Map<IdentifyResponse>(store.Identify("mcfly@hillvalley.edu")).Contact;

        Assert.Equal(primary.Id, contact.PrimaryContactId);
        Assert.Equal(["lorraine@hillvalley.edu", "biff@hillvalley.edu", "mcfly@hillvalley.edu"], contact.Emails);
        Assert.Equal(["123456", "717171"], contact.PhoneNumbers);
        Assert.Equal([older.Id, younger.Id], contact.SecondaryContactIds);
    }

    [Fact]
    public void Map_WhenCustomerHasOnlyAnEmail_MapsTheRestToEmptyLists()
    {
        var contact = Mappers.Create().Map<IdentifyResponse>(new ContactStore().Identify("doc@example.com")).Contact;

        Assert.Equal(["doc@example.com"], contact.Emails);
        Assert.Empty(contact.PhoneNumbers);
        Assert.Empty(contact.SecondaryContactIds);
    }
}
