using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>
/// Reads settings and collects every mistake, so that a failed start reports them together. Each failure is a sentence that names the
/// setting and its legal values. It quotes the value only if that cannot be a secret.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> failures = [];

    /// <summary>The text of a setting; null if it is unset or blank.</summary>
    public string? Text(string key) => configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>A section of the configuration, for a setting that is a list or contains other settings.</summary>
    public IConfigurationSection Section(string key) => configuration.GetSection(key);

    /// <summary>A setting that is true or false.</summary>
    /// <param name="key">The setting's name, sections included.</param>
    /// <param name="unset">The value if it is not set.</param>
    public bool Flag(string key, bool unset)
    {
        if (configuration[key] is not { } text)
            return unset;
        if (bool.TryParse(text, out var flag))
            return flag;
        Fail($"{key} is '{text}'; set true or false.");
        return unset;
    }

    /// <summary>A setting that is a whole number in a range.</summary>
    /// <param name="key">The setting's name, sections included.</param>
    /// <param name="min">The lowest legal value.</param>
    /// <param name="max">The highest legal value.</param>
    /// <param name="blankIsUnset">Whether an empty value counts as unset.</param>
    /// <returns>Null if it is unset or invalid.</returns>
    public int? WholeNumber(string key, int min, int max, bool blankIsUnset = false)
    {
        if (configuration[key] is not { } text || (blankIsUnset && text.Length == 0))
            return null;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        Fail($"{key} is '{text}'; set a whole number from {min} to {max}.");
        return null;
    }

    /// <summary>A setting that is one of a few words, in upper or lower case.</summary>
    /// <returns>Null if it is unset, blank or invalid.</returns>
    public TChoice? Choice<TChoice>(string key)
        where TChoice : struct, Enum
    {
        if (Text(key) is not { } text)
            return null;
        foreach (var choice in Enum.GetValues<TChoice>())
        {
            if (text.Equals(choice.ToString(), StringComparison.OrdinalIgnoreCase))
                return choice;
        }

        Fail($"{key} is '{text}'; set {string.Join(" or ", Enum.GetNames<TChoice>())}.");
        return null;
    }

    /// <summary>Records a failure unless the condition holds.</summary>
    public void Require(bool condition, string failure)
    {
        if (!condition)
            Fail(failure);
    }

    /// <summary>Records a failure: a sentence that names the setting and says what to set.</summary>
    public void Fail(string failure) => failures.Add(failure);

    /// <exception cref="OptionsValidationException">A setting is invalid. The exception has all failures.</exception>
    public void ThrowIfInvalid()
    {
        if (failures.Count > 0)
            throw new OptionsValidationException("Settings", typeof(SettingsReader), failures);
    }
}
