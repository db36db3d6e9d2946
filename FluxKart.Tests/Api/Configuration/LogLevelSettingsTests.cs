using FluxKart.Api.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Api.Configuration;

public sealed class LogLevelSettingsTests
{
    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore")]
    [InlineData("Logging:Console:LogLevel:Default")]
    public void Check_WhenItIsNoLevel_NamesItAndTheLevels(string key) => Assert.Equal(
        [$"{key} is 'Foo'; set Trace, Debug, Information, Warning, Error, Critical or None."],
        Assert.Throws<OptionsValidationException>(() => Check(key, "Foo")).Failures);

    [Theory]
    [InlineData("Logging:LogLevel:Default", "warning")]
    [InlineData("Logging:LogLevel:Default", "")]
    [InlineData("Logging:Console:FormatterName", "simple")]
    public void Check_WhenItIsALevelOrNone_Passes(string key, string value) => Check(key, value);

    private static void Check(string key, string value) =>
        LogLevelSettings.Check(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
}
