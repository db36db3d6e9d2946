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
    [InlineData("")]
    [InlineData(" ")]
    public void WholeNumber_WhenValueIsNotANumberInRange_NamesTheSettingAndTheLegalValues(string value)
    {
        var settings = Settings.Reader((Key, value));

        Assert.Null(settings.WholeNumber(Key, 1, 10));
        Assert.Equal([$"Oven:Trays is '{value}'; set a whole number from 1 to 10."], settings.Failures());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("1", 1)]
    [InlineData(" 10 ", 10)]
    public void WholeNumber_WhenValueIsUnsetOrInRange_ReturnsIt(string? value, int? expected)
    {
        var settings = Settings.Reader((Key, value));

        Assert.Equal(expected, settings.WholeNumber(Key, 1, 10));
        settings.ThrowIfInvalid();
    }

    [Fact]
    public void WholeNumber_WhenBlankCountsAsUnset_ReturnsNull()
    {
        var settings = Settings.Reader((Key, ""));

        Assert.Null(settings.WholeNumber(Key, 1, 10, blankIsUnset: true));
        settings.ThrowIfInvalid();
    }

    [Theory]
    [InlineData(null, true)]
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
}
