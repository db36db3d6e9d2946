using FluxKart.Api.Application.Transfer.Reading.Values;

namespace FluxKart.Tests.Api.Application.Transfer.Reading;

public sealed class RegionsTests
{
    [Theory]
    [InlineData("IN", "IN")]
    [InlineData("in", "IN")]
    [InlineData("IND", "IN")]
    [InlineData("India", "IN")]
    [InlineData("UNITED KINGDOM", "GB")]
    [InlineData("UK", "GB")]
    [InlineData("USA", "US")]
    [InlineData("United States of America", "US")]
    [InlineData("Österreich", "AT")]
    [InlineData("Turkey", "TR")]
    [InlineData("Türkiye", "TR")]
    [InlineData("Côte d’Ivoire", "CI")]
    public void TryFind_WhenCountryIsCodeOrName_FindsIt(string text, string expected)
    {
        Assert.True(Regions.TryFind(text, out var region));

        Assert.Equal(expected, region);
    }

    [Theory]
    [InlineData("")]
    [InlineData("49")]
    [InlineData("Bavaria")]
    [InlineData("XX")]
    public void TryFind_WhenTextIsNotACountry_FindsNothing(string text) => Assert.False(Regions.TryFind(text, out _));
}
