using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Identifiers;

/// <summary>The contract's section 5, shared identifiers: the patterns of the configuration, and those that are built in.</summary>
public sealed class SharedIdentifierPatternsTests
{
    [Theory]
    [InlineData("noreply@example.com", true)]
    [InlineData("no-reply@example.com", true)]
    [InlineData("no-reply-orders@example.com", true)]
    [InlineData("No-Reply-@Example.com", true)]
    [InlineData("donotreply@example.com", true)]
    [InlineData("null@example.com", true)]
    [InlineData("undefined@example.com", true)]
    [InlineData("none@example.com", true)]
    [InlineData("a@null", true)]
    [InlineData("a@undefined", true)]
    [InlineData("a@none", true)]
    [InlineData("noreply1@example.com", false)]
    [InlineData("my-noreply@example.com", false)]
    [InlineData("noreply-orders@example.com", false)]
    [InlineData("noreply.orders@example.com", false)]
    [InlineData("no-replyorders@example.com", false)]
    [InlineData("do-not-reply@example.com", false)]
    [InlineData("donotreply-@example.com", false)]
    [InlineData("null.byte@example.com", false)]
    [InlineData("nullable@example.com", false)]
    [InlineData("a@null.com", false)]
    [InlineData("a@sub.none", false)]
    [InlineData("a@notnone", false)]
    [InlineData("info@example.com", false)]
    [InlineData("test@example.com", false)]
    public void Cover_WhenTheListIsBuiltIn_IsTrueForThePlaceholdersOnly(string email, bool isCovered)
    {
        Assert.Equal(isCovered, Read([]).Cover(Parsed.Email(email)));
        Assert.False(Read([], hasPlaceholders: false).Cover(Parsed.Email(email)));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("0000000000", true)]
    [InlineData("+0000", true)]
    [InlineData("000-000-0000", true)]
    [InlineData("10000", false)]
    [InlineData("0000001", false)]
    [InlineData("1234567890", false)]
    [InlineData("9999999999", false)]
    [InlineData("+10000000000", false)]
    public void Cover_WhenAllDigitsAsSentAreZeros_IsTrue(string phoneNumber, bool isCovered)
    {
        Assert.Equal(isCovered, Read([]).Cover(Parsed.Phone(phoneNumber)));
        Assert.False(Read([], hasPlaceholders: false).Cover(Parsed.Phone(phoneNumber)));
    }

    [Theory]
    [InlineData("US", "0000000000")]
    [InlineData("US", "00000")]
    [InlineData("IN", "0000000000")]
    [InlineData("IN", "00000000000")]
    [InlineData("DE", "000000000")]
    [InlineData("DE", "0000")]
    [InlineData("GB", "00000000000")]
    [InlineData("FR", "0000000000")]
    [InlineData("IT", "0000000000")]
    [InlineData("AU", "000000000")]
    [InlineData("JP", "0000000000")]
    public void Cover_WhenZerosBecameANumberOfTheDefaultRegion_IsTrue(string region, string phoneNumber) =>
        Assert.True(Read([], region).Cover(Parsed.Phone(phoneNumber, region)));

    [Theory]
    [InlineData("*@relay.example", "a@relay.example", true)]
    [InlineData("*@relay.example", "a@sub.relay.example", false)]
    [InlineData("*@relay.example", "a@relay.example.com", false)]
    [InlineData("*@*.relay.example", "a@sub.relay.example", true)]
    [InlineData("noreply@*", "noreply@example.com", true)]
    [InlineData("noreply@*", "a-noreply@example.com", false)]
    [InlineData("shop+*@example.com", "shop+1@example.com", true)]
    [InlineData("shop+*@example.com", "shopp@example.com", false)]
    [InlineData("a.b@*", "axb@example.com", false)]
    [InlineData(" *@RELAY.example ", "A@Relay.Example", true)]
    [InlineData("info@example.com", "info@example.com", true)]
    [InlineData("Info@Example.com", "info@example.com", true)]
    [InlineData("info@example.com", "info@example.org", false)]
    public void Cover_WhenAPatternIsConfigured_IsTrueForTheWholeAddressOnly(string pattern, string email, bool isCovered) =>
        Assert.Equal(isCovered, Read([pattern], hasPlaceholders: false).Cover(Parsed.Email(email)));

    [Theory]
    [InlineData("+91 98765 43210", "+919876543210", true)]
    [InlineData("98765 43210", "+919876543210", true)]
    [InlineData("98765 43210", "+919876543211", false)]
    [InlineData("98765 43210", "+919876543210;ext=1", false)]
    public void Cover_WhenAPhoneNumberIsConfigured_IsTrueForThatNumberOnly(string pattern, string phoneNumber, bool isCovered) =>
        Assert.Equal(isCovered, Read([pattern], "IN", hasPlaceholders: false).Cover(Parsed.Phone(phoneNumber)));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*@*")]
    [InlineData("**@**")]
    [InlineData("relay.example")]
    [InlineData("*relay.example")]
    [InlineData("98765*")]
    [InlineData("a@@*")]
    [InlineData("a b@*")]
    [InlineData("1-800-FLOWERS")]
    public void TryCreate_WhenAPatternIsInvalid_ReportsTheFirst(string pattern)
    {
        Assert.False(SharedIdentifierPatterns.TryCreate(
            ["noreply@*", pattern, "@"], defaultRegion: null, hasPlaceholders: true, out var patterns, out var invalid));

        Assert.Null(patterns);
        Assert.Equal(pattern, invalid);
    }

    [Fact]
    public void Cover_WhenThereIsNoPattern_IsAlwaysFalse()
    {
        Assert.False(SharedIdentifierPatterns.None.Cover(Parsed.Email("noreply@example.com")));
        Assert.False(SharedIdentifierPatterns.None.Cover(Parsed.Phone("0000")));
    }

    private static SharedIdentifierPatterns Read(string[] patterns, string? defaultRegion = null, bool hasPlaceholders = true)
    {
        Assert.True(SharedIdentifierPatterns.TryCreate(patterns, defaultRegion, hasPlaceholders, out var read, out _));
        return read;
    }
}
