using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Domain.Customers;

namespace FluxKart.Tests.Domain.Contacts;

public sealed class ContactTests
{
    private static readonly ContactDetails Details = Parsed.Details("doc@example.com", "123456");

    [Fact]
    public void CreatePrimary_WhenCalled_ReturnsAnUnsavedPrimaryWithTheDetails()
    {
        var contact = Contact.CreatePrimary(Details, place: 1);

        Assert.True(contact.IsNew);
        Assert.Equal(0, contact.Id);
        Assert.Equal(LinkPrecedence.Primary, contact.LinkPrecedence);
        Assert.Null(contact.LinkedId);
        Assert.Null(contact.LinkedTo);
        Assert.Null(contact.DeletedAt);
        Assert.Equal(Details, new ContactDetails(contact.Email, contact.PhoneNumber));
    }

    [Fact]
    public void CreateSecondary_WhenPrimaryIsStored_LinksToIt()
    {
        var primary = Contact.CreatePrimary(Details, place: 1);
        primary.MarkInserted(7, ContactStore.StartTime);

        var contact = Contact.CreateSecondary(Parsed.Details("marty@example.com"), primary, place: 2);

        Assert.Equal(LinkPrecedence.Secondary, contact.LinkPrecedence);
        Assert.Equal(7, contact.LinkedId);
        Assert.Same(primary, contact.LinkedTo);
        Assert.Equal("marty@example.com", contact.Email?.Value);
        Assert.Null(contact.PhoneNumber);
    }

    [Fact]
    public void LinkedId_WhenPrimaryIsInsertedLater_BecomesItsId()
    {
        var primary = Contact.CreatePrimary(Details, place: 1);
        var contact = Contact.CreateSecondary(Details, primary, place: 2);
        Assert.Null(contact.LinkedId);
        Assert.Same(primary, contact.LinkedTo);

        primary.MarkInserted(7, ContactStore.StartTime);

        Assert.Equal(7, contact.LinkedId);
    }

    [Fact]
    public void LinkTo_WhenContactIsPrimary_DemotesIt()
    {
        var store = new ContactStore();
        var older = store.AddPrimary("doc@example.com");
        var younger = store.AddPrimary("marty@example.com");

        younger.LinkTo(older);

        Assert.Equal(LinkPrecedence.Secondary, younger.LinkPrecedence);
        Assert.Equal(older.Id, younger.LinkedId);
    }

    [Fact]
    public void LinkTo_WhenContactIsSecondary_RepointsIt()
    {
        var store = new ContactStore();
        var older = store.AddPrimary("doc@example.com");
        var secondary = store.AddSecondary(store.AddPrimary("marty@example.com"), phoneNumber: "123456");

        secondary.LinkTo(older);

        Assert.Equal(LinkPrecedence.Secondary, secondary.LinkPrecedence);
        Assert.Equal(older.Id, secondary.LinkedId);
    }

    [Fact]
    public void LinkTo_WhenTargetIsSecondary_Throws()
    {
        var store = new ContactStore();
        var secondary = store.AddSecondary(store.AddPrimary("doc@example.com"), "emmett@example.com");

        Assert.Throws<ArgumentException>(() => store.AddPrimary("marty@example.com").LinkTo(secondary));
        Assert.Throws<ArgumentException>(() => Contact.CreateSecondary(Details, secondary, place: 1));
    }

    [Fact]
    public void LinkTo_WhenTargetIsTheContactItself_Throws()
    {
        var contact = Contact.CreatePrimary(Details, place: 1);

        Assert.Throws<ArgumentException>(() => contact.LinkTo(contact));
        Assert.Equal(LinkPrecedence.Primary, contact.LinkPrecedence);
    }

    [Fact]
    public void MarkInserted_WhenContactIsNew_SetsIdAndCreatedAt()
    {
        var contact = Contact.CreatePrimary(Details, place: 1);

        contact.MarkInserted(3, ContactStore.StartTime);

        Assert.Equal(3, contact.Id);
        Assert.Equal(ContactStore.StartTime, contact.CreatedAt);
    }

    [Fact]
    public void MarkInserted_WhenContactHasAnId_Throws()
    {
        var contact = Contact.CreatePrimary(Details, place: 1);
        contact.MarkInserted(3, ContactStore.StartTime);

        Assert.Throws<InvalidOperationException>(() => contact.MarkInserted(4, ContactStore.StartTime));
        Assert.Equal(3, contact.Id);
    }

    [Fact]
    public void OldestFirst_WhenSomeAreUnsaved_PutsThemLastInOrderOfCreation()
    {
        var second = Contact.CreatePrimary(Details, place: 2);
        var first = Contact.CreatePrimary(Details, place: 1);
        var younger = Inserted(id: 7, ContactStore.StartTime);
        var older = Inserted(id: 9, ContactStore.StartTime.AddDays(-1));
        var sameTime = Inserted(id: 8, ContactStore.StartTime);

        Assert.Equal(
            [older, younger, sameTime, first, second],
            new[] { second, sameTime, first, younger, older }.Order(Contact.OldestFirst));
    }

    private static Contact Inserted(long id, DateTime createdAt)
    {
        var contact = Contact.CreatePrimary(Details, place: 1);
        contact.MarkInserted(id, createdAt);
        return contact;
    }
}
