using System.Globalization;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Configuration;

/// <summary>A setting that is a whole number in a range.</summary>
/// <param name="Key">Its name, sections included.</param>
/// <param name="Least">The least that it may be.</param>
/// <param name="Most">The most that it may be.</param>
/// <param name="CanBeBlank">Whether a blank one counts as unset.</param>
internal sealed record WholeNumberSetting(string Key, int Least, int Most, bool CanBeBlank = false)
{
    /// <exception cref="OptionsValidationException">One is none; the message names each of these, and the legal values.</exception>
    public static void Check(IConfiguration configuration, params IReadOnlyList<WholeNumberSetting> settings)
    {
        var failures = settings.Select(setting => setting.FailureIn(configuration)).OfType<string>().ToList();
        if (failures.Count > 0)
            throw new OptionsValidationException(nameof(WholeNumberSetting), typeof(WholeNumberSetting), failures);
    }

    private string? FailureIn(IConfiguration configuration) =>
        configuration[Key] is not { } text || (text.Length == 0 && CanBeBlank) || IsLegal(text)
            ? null
            : $"{Key} is '{text}'; set a whole number from {Least} to {Most}.";

    private bool IsLegal(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most;
}
