using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>The configuration section <c>Import</c>.</summary>
/// <param name="MaxBytes">The largest file, in bytes as it is sent.</param>
/// <param name="Folder">The full path of the folder of imports; null for the default.</param>
/// <param name="KeepErrorsFor">How long the rows with faults can be read after the end of an import.</param>
internal sealed record ImportSettings(long MaxBytes, string? Folder, TimeSpan KeepErrorsFor)
{
    private const string SectionName = "Import";
    private const long DefaultMaxBytes = 1L << 30;
    private const long HighestMaxBytes = 1L << 40;
    private const int DefaultKeepErrorsDays = 7;

    /// <param name="settings">The settings of the service.</param>
    /// <param name="contentRoot">The folder that the path of the folder is relative to.</param>
    public static ImportSettings Read(SettingsReader settings, string contentRoot)
    {
        var maxBytes = settings.LargeNumber($"{SectionName}:{nameof(MaxBytes)}", 1, HighestMaxBytes);
        var folder = settings.Text($"{SectionName}:{nameof(Folder)}");
        var days = settings.WholeNumber($"{SectionName}:KeepErrorsDays", 1, 365);
        settings.RequireKnownNames(SectionName);
        return new ImportSettings(
            maxBytes ?? DefaultMaxBytes,
            folder is null ? null : Path.GetFullPath(folder, contentRoot),
            TimeSpan.FromDays(days ?? DefaultKeepErrorsDays));
    }

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ImportSettings);
}
