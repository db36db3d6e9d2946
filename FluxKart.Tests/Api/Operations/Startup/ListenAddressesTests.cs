using FluxKart.Api.Operations.Startup;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Tests.Infrastructure.Configuration;

namespace FluxKart.Tests.Api.Operations.Startup;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("urls", "http://127.0.0.1:432O")]
    [InlineData("urls", "http://127.0.0.1:abc")]
    [InlineData("urls", "http://127.0.0.1:")]
    [InlineData("urls", "http://[::1]:abc")]
    [InlineData("urls", "http://::1")]
    [InlineData("urls", "http://127.0.0.256:3000")]
    [InlineData("urls", "http://127.0.0.1.:3000")]
    [InlineData("urls", "http://127.0.0.l:3000")]
    [InlineData("urls", "http://localhos:3000")]
    [InlineData("urls", "http://shop.example:3000")]
    [InlineData("urls", "http://a b.localhost:3000")]
    [InlineData("urls", "http://shop@127.0.0.1:3000")]
    [InlineData("urls", "http://127.0.0.1?:3000")]
    [InlineData("urls", "http://127.0.0.1 :3000")]
    [InlineData("urls", "http://127.0.0.1:65536")]
    [InlineData("urls", "http://127.0.0.1:-1")]
    [InlineData("urls", "http://127.0.0.1:3000,http://127.0.0.1:3001")]
    [InlineData("urls", "http://127.0.0.1:3000;http://127.0.0.1:300l")]
    [InlineData("urls", "http://localhost:3000/shop")]
    [InlineData("urls", "ftp://localhost:3000")]
    [InlineData("urls", "http://:3000")]
    [InlineData("urls", "localhost:3000")]
    [InlineData("urls", "3000")]
    [InlineData("urls", ";")]
    [InlineData("http_ports", "abc")]
    [InlineData("http_ports", "3000;30O1")]
    [InlineData("http_ports", ";")]
    [InlineData("https_ports", "65536")]
    [InlineData("Kestrel:Endpoints", "http://localhost:3000")]
    [InlineData("Kestrel:Endpoints:Shop", "http://localhost:3000")]
    [InlineData("Kestrel:Endpoints:Shop:Url", "http://127.0.0.1:432O")]
    public void Check_WhenAnAddressOrPortIsInvalid_NamesTheSettingAndTheLegalValues(string key, string value)
    {
        var failure = Assert.Single(Checked(key, value).Failures());

        Assert.StartsWith(key, failure, StringComparison.Ordinal);
        Assert.Contains("0 to 65535", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "http://localhost:3000")]
    [InlineData("urls", "HTTP://LOCALHOST:3000/")]
    [InlineData("urls", "http://shop.localhost:3000")]
    [InlineData("urls", "http://localhost")]
    [InlineData("urls", "http://127.0.0.1:0")]
    [InlineData("urls", "http://0.0.0.0:3000")]
    [InlineData("urls", "http://[::]:3000")]
    [InlineData("urls", "http://[::1]")]
    [InlineData("urls", "http://*:80")]
    [InlineData("urls", "http://+:80")]
    [InlineData("urls", "http://fluxkart_1.Shop-2.LOCALHOST:80")]
    [InlineData("urls", "https://*:443;http://*:80;")]
    [InlineData("urls", "http://unix:/run/fluxkart.sock")]
    [InlineData("http_ports", "8080; 8081;")]
    [InlineData("https_ports", "0")]
    [InlineData("Kestrel:Endpoints:Shop:Url", "http://*:8080")]
    public void Check_WhenAddressesAndPortsAreValid_Passes(string key, string value)
    {
        var settings = Checked(key, value);

        settings.ThrowIfInvalid();
        Assert.True(ListenAddresses.AreConfigured(settings));
    }

    [Theory]
    [InlineData("urls", null)]
    [InlineData("urls", " ")]
    [InlineData("http_ports", "")]
    public void Check_WhenTheSettingIsBlank_PassesAndFindsNoAddress(string key, string? value)
    {
        var settings = Checked(key, value);

        settings.ThrowIfInvalid();
        Assert.False(ListenAddresses.AreConfigured(settings));
    }

    private static SettingsReader Checked(string key, string? value)
    {
        var settings = Settings.Reader((key, value));
        ListenAddresses.Check(settings);
        return settings;
    }
}
