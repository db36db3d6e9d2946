using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Identifiers;

public sealed class IdentifierSetTests
{
    [Fact]
    public void Of_WhenRequestsShareValues_HoldsEachOnce()
    {
        var identifiers = IdentifierSet.Of(
        [
            Parsed.Details("doc@example.com", "123456"),
            Parsed.Details("DOC@example.com", "717171"),
            Parsed.Details("marty@example.com", "12-34-56"),
        ]);

        Assert.Equal(["doc@example.com", "marty@example.com"], identifiers.Emails.Select(email => email.Value).Order());
        Assert.Equal(["123456", "717171"], identifiers.PhoneNumbers.Select(phoneNumber => phoneNumber.Value).Order());
    }

    [Fact]
    public void Of_WhenValuesAreAbsent_LeavesThemOut()
    {
        var identifiers = IdentifierSet.Of([Parsed.Details("doc@example.com"), Parsed.Details(phoneNumber: "123456")]);

        Assert.Equal("doc@example.com", Assert.Single(identifiers.Emails).Value);
        Assert.Equal("123456", Assert.Single(identifiers.PhoneNumbers).Value);
    }

    [Fact]
    public void Of_WhenThereAreNoRequests_IsEmpty()
    {
        var identifiers = IdentifierSet.Of([]);

        Assert.Empty(identifiers.Emails);
        Assert.Empty(identifiers.PhoneNumbers);
    }
}
