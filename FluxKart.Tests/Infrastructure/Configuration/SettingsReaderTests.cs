using FluxKart.Infrastructure.Configuration;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Infrastructure.Configuration;

public sealed class SettingsReaderTests
{
    private const string Key = "Oven:Trays";

    [Theory]
    [InlineData("0")]
    [InlineData("11")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("abc")]
    [InlineData("99999999999")]
    public void WholeNumber_WhenValueIsNotANumberInRange_NamesTheSettingAndTheLegalValues(string value)
    {
        var settings = Settings.Reader((Key, value));

        Assert.Null(settings.WholeNumber(Key, 1, 10));
        Assert.Equal([$"Oven:Trays is '{value}'; set a whole number from 1 to 10."], settings.Failures());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" ", null)]
    [InlineData("1", 1)]
    [InlineData(" 10 ", 10)]
    public void WholeNumber_WhenValueIsUnsetOrInRange_ReturnsIt(string? value, int? expected)
    {
        var settings = Settings.Reader((Key, value));

        Assert.Equal(expected, settings.WholeNumber(Key, 1, 10));
        settings.ThrowIfInvalid();
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData(" ", true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Flag_WhenValueIsUnsetOrAFlag_ReturnsIt(string? value, bool expected)
    {
        var settings = Settings.Reader((Key, value));

        Assert.Equal(expected, settings.Flag(Key, unset: true));
        settings.ThrowIfInvalid();
    }

    [Fact]
    public void Flag_WhenValueIsNotAFlag_NamesTheSettingAndTheLegalValues()
    {
        var settings = Settings.Reader((Key, "perhaps"));

        settings.Flag(Key, unset: false);

        Assert.Equal(["Oven:Trays is 'perhaps'; set true or false."], settings.Failures());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(" ", null)]
    [InlineData("POSTGRESQL", DatabaseProvider.PostgreSql)]
    public void Choice_WhenValueIsUnsetOrOneOfTheWords_ReturnsIt(string? value, DatabaseProvider? expected)
    {
        var settings = Settings.Reader((Key, value));

        Assert.Equal(expected, settings.Choice<DatabaseProvider>(Key));
        settings.ThrowIfInvalid();
    }

    [Theory]
    [InlineData("Oracle")]
    [InlineData("1")]
    public void Choice_WhenValueIsNotOneOfTheWords_NamesTheSettingAndTheLegalValues(string value)
    {
        var settings = Settings.Reader((Key, value));

        Assert.Null(settings.Choice<DatabaseProvider>(Key));
        Assert.Equal([$"Oven:Trays is '{value}'; set Sqlite or PostgreSql."], settings.Failures());
    }

    [Theory]
    [InlineData("Oven:Tray", "Oven:Tray is not a setting; set Oven:Doors, Oven:Fan:Speed, Oven:Trays or Oven:Trims:…, or remove it.")]
    [InlineData("Oven:Trays:0", "Oven:Trays:0 is not a setting; set Oven:Doors, Oven:Fan:Speed, Oven:Trays or Oven:Trims:…, or remove it.")]
    [InlineData("Oven", "Oven has a value, but it is a group of settings; set Oven:Doors, Oven:Fan:Speed, Oven:Trays or Oven:Trims:….")]
    [InlineData("oven:fan", "Oven:fan has a value, but it is a group of settings; set Oven:Fan:Speed.")]
    [InlineData("Oven:Trims", "Oven:Trims has a value, but it is a group of settings; set Oven:Trims:….")]
    public void RequireKnownNames_WhenANameIsNotReadOrAGroupHasAValue_ReportsItAndTheNames(string key, string failure)
    {
        var settings = OvenWith((key, "secret"));

        Assert.Equal([failure], settings.Failures(), StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("OVEN:TRAYS", "5")]
    [InlineData("Oven:Trims:Any:Name", "gold")]
    [InlineData("Oven:Doors:0", "left")]
    [InlineData("Oven:Trays_ProviderName", "Npgsql")]
    [InlineData("Oven:Tray", "")]
    [InlineData("Stove:Trays", "5")]
    public void RequireKnownNames_WhenNamesAreKnownOrBlankOrElsewhere_Passes(string key, string value) => OvenWith((key, value)).ThrowIfInvalid();

    [Fact]
    public void Entries_WhenSomeAreBlank_ReturnsTheOthersInOrder()
    {
        var settings = Settings.Reader(("Oven:Doors:2:Name", "right"), ("Oven:Doors:0:Name", ""), ("Oven:Doors:1", "left"), ("Oven:Doors", " "));

        Assert.Equal(["Oven:Doors:1", "Oven:Doors:2"], settings.Entries("Oven:Doors", "Not this."));
        settings.ThrowIfInvalid();
    }

    [Fact]
    public void Entries_WhenTheListHasAValueItself_ReportsIt()
    {
        var settings = Settings.Reader(("Oven:Doors", "left"));

        Assert.Empty(settings.Entries("Oven:Doors", "Set Oven:Doors:0."));
        Assert.Equal(["Set Oven:Doors:0."], settings.Failures());
    }

    [Fact]
    public void ThrowIfInvalid_WhenSeveralSettingsAreInvalid_ReportsAllInOrder()
    {
        var settings = Settings.Reader((Key, "many"), ("Oven:Hot", "perhaps"));
        settings.WholeNumber(Key, 1, 10);
        settings.Flag("Oven:Hot", unset: false);
        settings.Require(true, "Not this.");
        settings.Require(false, "Set the oven.");

        Assert.Equal(
            ["Oven:Trays is 'many'; set a whole number from 1 to 10.", "Oven:Hot is 'perhaps'; set true or false.", "Set the oven."],
            Assert.Throws<OptionsValidationException>(settings.ThrowIfInvalid).Failures);
    }

    private static SettingsReader OvenWith((string Key, string? Value) setting)
    {
        var settings = Settings.Reader(setting);
        _ = settings.Text(Key);
        _ = settings.Text("Oven:Fan:Speed");
        _ = settings.Section("Oven:Trims");
        foreach (var door in settings.Entries("Oven:Doors", "Not this."))
            _ = settings.Text(door);
        settings.RequireKnownNames("Oven");
        return settings;
    }
}
