using FluxKart.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Infrastructure.Configuration;

/// <summary>Settings, written in short.</summary>
internal static class Settings
{
    public static SettingsReader Reader(params (string Key, string? Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value)).Build());

    /// <summary>The mistakes that have been found so far.</summary>
    public static IEnumerable<string> Failures(this SettingsReader settings) =>
        Assert.Throws<OptionsValidationException>(settings.ThrowIfInvalid).Failures;
}
