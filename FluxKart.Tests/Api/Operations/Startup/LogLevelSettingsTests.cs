using FluxKart.Api.Operations.Startup;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Tests.Infrastructure.Configuration;

namespace FluxKart.Tests.Api.Operations.Startup;

public sealed class LogLevelSettingsTests
{
    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore")]
    [InlineData("Logging:Console:LogLevel:Default")]
    public void Check_WhenValueIsNotALevel_NamesTheSettingAndTheLevels(string key) => Assert.Equal(
        [$"{key} is 'Foo'; set Trace, Debug, Information, Warning, Error, Critical or None."], Checked(key, "Foo").Failures());

    [Theory]
    [InlineData("Logging:LogLevel:Default", "warning")]
    [InlineData("Logging:LogLevel:Default", "")]
    [InlineData("Logging:Console:FormatterName", "simple")]
    public void Check_WhenValueIsALevelOrUnset_Passes(string key, string value) => Checked(key, value).ThrowIfInvalid();

    private static SettingsReader Checked(string key, string value)
    {
        var settings = Settings.Reader((key, value));
        LogLevelSettings.Check(settings);
        return settings;
    }
}
