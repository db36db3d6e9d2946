using FluxKart.Api.Security.Hosts;
using FluxKart.Tests.Infrastructure.Configuration;

namespace FluxKart.Tests.Api.Security.Hosts;

public sealed class AllowedHostsOptionsTests
{
    private const string HowToFix = "set names such as shop.example or *.shop.example without a scheme, port or path, separated by ;.";

    [Theory]
    [InlineData("https://shop.example")]
    [InlineData("shop.example:443")]
    [InlineData("[::1]:3000")]
    [InlineData("127.0.0.1:3000")]
    [InlineData("shop.example/")]
    [InlineData("shop.example, other.example")]
    [InlineData("shop.example other.example")]
    [InlineData("*shop.example")]
    [InlineData("shop.*")]
    [InlineData("*.")]
    [InlineData("*.127.0.0.1")]
    [InlineData("xn--")]
    public void Read_WhenAnEntryIsNotAHost_NamesItAndSaysWhatToSet(string entry)
    {
        var settings = Settings.Reader(("AllowedHosts", $"localhost; {entry}"));

        AllowedHostsOptions.Read(settings);

        Assert.Equal([$"AllowedHosts has '{entry}', which is not a host name; {HowToFix}"], settings.Failures());
    }

    [Fact]
    public void Read_WhenThereIsNoEntry_SaysWhatToSet()
    {
        var settings = Settings.Reader(("AllowedHosts", " ; "));

        AllowedHostsOptions.Read(settings);

        Assert.Equal([$"AllowedHosts is ' ; ', which has no host; {HowToFix}"], settings.Failures());
    }

    [Fact]
    public void Read_WhenItIsAList_SaysThatItWouldBeIgnored()
    {
        var settings = Settings.Reader(("AllowedHosts:0", "shop.example"));

        AllowedHostsOptions.Read(settings);

        Assert.Equal(["AllowedHosts is a list, and would be ignored; set AllowedHosts itself to the names, separated by ;."], settings.Failures());
    }

    [Theory]
    [InlineData("shop.example", "shop.example")]
    [InlineData(" shop.example ; *.other.example ", "shop.example *.other.example")]
    [InlineData("::1;[::2];127.0.0.1", "[::1] [::2] 127.0.0.1")]
    [InlineData("M\u00FCnchen.example", "xn--mnchen-3ya.example")]
    [InlineData("shop_one", "shop_one")]
    [InlineData("shop.example;*", "")]
    [InlineData(null, "")]
    [InlineData(" ", "")]
    public void Read_WhenEveryEntryIsAHost_ReturnsThemAsClientsSendThem(string? text, string patterns)
    {
        var settings = Settings.Reader(("AllowedHosts", text));

        var options = AllowedHostsOptions.Read(settings);

        settings.ThrowIfInvalid();
        Assert.Equal(patterns, string.Join(' ', options.Patterns));
    }
}
