using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Identifiers;

public sealed class ContactDetailsTests
{
    [Fact]
    public void Constructor_WhenNeitherValueIsGiven_Throws() => Assert.Throws<ArgumentException>(() => new ContactDetails(null, null));

    [Theory]
    [InlineData("doc@example.com", null)]
    [InlineData(null, "123456")]
    [InlineData("doc@example.com", "123456")]
    public void Constructor_WhenAValueIsGiven_KeepsIt(string? email, string? phoneNumber)
    {
        var details = Parsed.Details(email, phoneNumber);

        Assert.Equal(email, details.Email?.Value);
        Assert.Equal(phoneNumber, details.PhoneNumber?.Value);
    }

    [Fact]
    public void Equals_WhenIdentifiersAreEqual_IsTrue() =>
        Assert.Equal(Parsed.Details("doc@example.com", "123456"), Parsed.Details("DOC@example.com", "12 34 56"));
}
