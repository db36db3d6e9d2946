using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>
/// Reads settings and collects every mistake, so that a failed start reports them together. Each failure is a sentence that names the
/// setting and its legal values. It quotes the value only if that cannot be a secret. A blank value counts as unset everywhere.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    /// <summary>The names that were read. Any other name in a group of settings is a mistake, since nothing uses it.</summary>
    private readonly SortedSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    private readonly List<string> failures = [];

    /// <summary>The text of a setting; null if it is unset or blank.</summary>
    public string? Text(string key)
    {
        known.Add(key);
        return configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
    }

    /// <summary>A section of the configuration that a library reads too, with whatever names it has.</summary>
    public IConfigurationSection Section(string key)
    {
        known.Add($"{key}:");
        return configuration.GetSection(key);
    }

    /// <summary>The keys of a list's entries, in order: <c>Ovens:0</c> and so on. Blank entries do not count.</summary>
    /// <param name="key">The list's name, sections included.</param>
    /// <param name="failure">What to record if the list has a value itself, which would be ignored.</param>
    public IReadOnlyList<string> Entries(string key, string failure)
    {
        Require(Text(key) is null, failure);
        return [.. configuration.GetSection(key).GetChildren().Where(IsSet).Select(entry => entry.Path)];
    }

    /// <summary>A setting that is true or false.</summary>
    /// <param name="key">The setting's name, sections included.</param>
    /// <param name="unset">The value if it is not set.</param>
    public bool Flag(string key, bool unset)
    {
        if (Text(key) is not { } text)
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
    /// <returns>Null if it is unset or invalid.</returns>
    public int? WholeNumber(string key, int min, int max) => (int?)LargeNumber(key, min, max);

    /// <summary>The same for a larger range.</summary>
    public long? LargeNumber(string key, long min, long max)
    {
        if (Text(key) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
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

    /// <summary>
    /// Records each name in a group of settings that has not been read, and each value where a group belongs: both would be ignored. Call
    /// it after the whole group has been read. No value is quoted, since it may be a secret in the wrong place.
    /// </summary>
    /// <param name="group">The group's name, such as <c>Ovens</c>.</param>
    public void RequireKnownNames(string group)
    {
        foreach (var (key, value) in configuration.GetSection(group).AsEnumerable())
        {
            if (string.IsNullOrWhiteSpace(value) || IsKnown(key))
                continue;
            Fail(NamesIn(key) is { Length: > 0 } names
                ? $"{key} has a value, but it is a group of settings; set {names}."
                : $"{key} is not a setting; set {NamesIn(group)}, or remove it.");
        }
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

    private static bool IsSet(IConfigurationSection section) =>
        section.AsEnumerable().Any(setting => !string.IsNullOrWhiteSpace(setting.Value));

    /// <summary>The names in a group that were read, as a sentence lists them.</summary>
    private string NamesIn(string group)
    {
        var names = known
            .Where(name => name.StartsWith($"{group}:", StringComparison.OrdinalIgnoreCase))
            .Select(name => name.EndsWith(':') ? $"{name}…" : name)
            .ToList();
        return names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }

    // A platform's connection string, such as POSTGRESQLCONNSTR_FluxKart, also brings its provider's name.
    private bool IsKnown(string key) => known.Any(name =>
        key.Equals(name, StringComparison.OrdinalIgnoreCase)
        || key.Equals($"{name}_ProviderName", StringComparison.OrdinalIgnoreCase)
        || (name.EndsWith(':') && key.StartsWith(name, StringComparison.OrdinalIgnoreCase)));
}
