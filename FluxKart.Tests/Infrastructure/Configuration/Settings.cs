using FluxKart.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Infrastructure.Configuration;

/// <summary>Readers of settings that a test writes as keys and values.</summary>
internal static class Settings
{
    public static SettingsReader Reader(params (string Key, string? Value)[] settings) =>
        new(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value))
            .Build());

    /// <summary>The failures found so far.</summary>
    public static IEnumerable<string> Failures(this SettingsReader settings) =>
        Assert.Throws<OptionsValidationException>(settings.ThrowIfInvalid).Failures;
}
