using FluxKart.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace FluxKart.Tests.Infrastructure.Configuration;

public sealed class BlankValuesTests
{
    [Fact]
    public void IgnoreBlankValues_WhenALaterSourceIsBlank_KeepsTheValueOfTheEarlierOne()
    {
        using var configuration = Build([new("Trays", "5"), new("Fan", "")], [new("Trays", ""), new("Fan", " "), new("Doors", "2")]);

        Assert.Equal(("5", null, "2"), (configuration["Trays"], configuration["Fan"], configuration["Doors"]));
    }

    [Fact]
    public void IgnoreBlankValues_WhenASectionHasOnlyBlankValues_HasNoSuchSection()
    {
        using var configuration = Build(
            [new("Ovens:0:Name", ""), new("Ovens:0:Trays:0", " "), new("Fans:0", "")],
            [new("Ovens:1:Name", ""), new("Ovens:1:Trays:0", "5")]);

        Assert.Equal(["Ovens"], configuration.GetChildren().Select(section => section.Key));
        Assert.Equal("1", Assert.Single(configuration.GetSection("Ovens").GetChildren()).Key);
        Assert.Equal("Trays", Assert.Single(configuration.GetSection("Ovens:1").GetChildren()).Key);
        Assert.False(configuration.GetSection("Fans").Exists());
    }

    [Fact]
    public void IgnoreBlankValues_WhenAValueIsSetLater_HasIt()
    {
        using var configuration = Build([new("Trays", "")], []);

        configuration["Trays"] = "5";

        Assert.Equal("5", configuration["Trays"]);
    }

    private static ConfigurationManager Build(params KeyValuePair<string, string?>[][] sources)
    {
        var configuration = new ConfigurationManager();
        foreach (var source in sources)
            configuration.AddInMemoryCollection(source);
        configuration.IgnoreBlankValues();
        return configuration;
    }
}
