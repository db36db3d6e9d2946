namespace FluxKart.Tests.Domain.Customers;

public sealed class CustomerSnapshotTests
{
    private readonly ContactStore store = new();

    [Fact]
    public void Emails_WhenPrimaryHasOne_StartWithIt()
    {
        var primary = store.AddPrimary("first@example.com", "1", age: 1);
        store.AddSecondary(primary, "second@example.com", "1");

        var customer = store.Identify("second@example.com");

        Assert.Equal(["first@example.com", "second@example.com"], customer.Emails.Select(email => email.Value));
    }

    [Fact]
    public void Emails_WhenPrimaryHasNone_StartWithTheEmailOfTheOldestSecondary()
    {
        var primary = store.AddPrimary(phoneNumber: "1", age: 9);
        store.AddSecondary(primary, "younger@example.com", "1", age: 1);
        store.AddSecondary(primary, "older@example.com", "1", age: 2);

        Assert.Equal(["older@example.com", "younger@example.com"], store.Identify(phoneNumber: "1").Emails.Select(email => email.Value));
    }

    [Fact]
    public void PhoneNumbers_WhenPrimaryHasOne_StartWithIt()
    {
        var primary = store.AddPrimary("doc@example.com", "9", age: 1);
        store.AddSecondary(primary, "doc@example.com", "1");

        Assert.Equal(["9", "1"], store.Identify("doc@example.com").PhoneNumbers.Select(phoneNumber => phoneNumber.Value));
    }

    [Fact]
    public void PhoneNumbers_WhenPrimaryHasNone_StartWithTheNumberOfTheOldestSecondary()
    {
        var primary = store.AddPrimary("doc@example.com", age: 9);
        store.AddSecondary(primary, "doc@example.com", "1", age: 1);
        store.AddSecondary(primary, "doc@example.com", "2", age: 2);

        Assert.Equal(["2", "1"], store.Identify("doc@example.com").PhoneNumbers.Select(phoneNumber => phoneNumber.Value));
    }

    [Fact]
    public void Emails_WhenASecondaryIsOlderThanThePrimary_StillStartWithTheEmailOfThePrimary()
    {
        var primary = store.AddPrimary("primary@example.com", "1");
        store.AddSecondary(primary, "older@example.com", "2", age: 1);

        var customer = store.Identify("primary@example.com");

        Assert.Equal(["primary@example.com", "older@example.com"], customer.Emails.Select(email => email.Value));
        Assert.Equal(["1", "2"], customer.PhoneNumbers.Select(phoneNumber => phoneNumber.Value));
    }

    [Fact]
    public void Values_WhenSeveralContactsHoldThem_AppearOnceAtTheirFirstPosition()
    {
        var primary = store.AddPrimary("a@example.com", "1", age: 9);
        store.AddSecondary(primary, "b@example.com", "1", age: 3);
        store.AddSecondary(primary, "a@example.com", "2", age: 2);
        store.AddSecondary(primary, "b@example.com", "3", age: 1);

        var customer = store.Identify("a@example.com");

        Assert.Equal(["a@example.com", "b@example.com"], customer.Emails.Select(email => email.Value));
        Assert.Equal(["1", "2", "3"], customer.PhoneNumbers.Select(phoneNumber => phoneNumber.Value));
    }

    [Fact]
    public void SecondaryContactIds_WhenAgesDiffer_AreInOrderOfCreation()
    {
        var primary = store.AddPrimary("a@example.com", age: 9);
        var youngest = store.AddSecondary(primary, phoneNumber: "1", age: 1);
        var oldest = store.AddSecondary(primary, phoneNumber: "2", age: 3);
        var middle = store.AddSecondary(primary, phoneNumber: "3", age: 2);

        Assert.Equal([oldest.Id, middle.Id, youngest.Id], store.Identify("a@example.com").SecondaryContactIds);
    }

    [Fact]
    public void SecondaryContactIds_WhenCreatedAtTheSameTime_AreInOrderOfId()
    {
        store.AddPrimary("other@example.com");
        store.AddPrimary("another@example.com");
        var primary = store.AddPrimary("a@example.com", age: 9);
        store.AddPrimary("third@example.com");
        var one = store.AddSecondary(primary, phoneNumber: "1");
        var two = store.AddSecondary(primary, phoneNumber: "2");
        Assert.Equal(one.CreatedAt, two.CreatedAt);

        Assert.Equal([one.Id, two.Id], store.Identify("a@example.com").SecondaryContactIds);
    }

    [Fact]
    public void SecondaryContactIds_WhenCustomerIsNew_AreEmpty()
    {
        var customer = store.Identify("a@example.com");

        Assert.Empty(customer.SecondaryContactIds);
        Assert.Empty(customer.PhoneNumbers);
        Assert.Equal(1, customer.PrimaryContactId);
    }
}
