using FluxKart.Api.Operations.Startup;

namespace FluxKart.Tests.EndToEnd;

/// <summary>A SQLite file in the program's own folder, where a new version would replace it.</summary>
public sealed class DatabaseFolderTests : IDisposable
{
    private readonly string name = $"fluxkart-test-{Guid.NewGuid():N}";

    private static string ProgramFolder => Path.GetDirectoryName(typeof(ServiceDefaults).Assembly.Location)!;

    public void Dispose()
    {
        foreach (var folder in new[] { Path.Combine(ProgramFolder, name), Path.Combine(Path.GetTempPath(), name) }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Start_WhenTheDatabaseIsInTheProgramsFolder_WarnsOnceAndNamesTheSetting()
    {
        await using var service = await ServiceProcess.StartAsync(SettingsFor(ProgramFolder));

        var warning = Assert.Single(service.OutputAtStart.Split('\n'), line => line.Contains("own folder", StringComparison.Ordinal));
        Assert.Contains(Path.Combine(ProgramFolder, name, "shop.db"), warning, StringComparison.Ordinal);
        Assert.Contains("\"LogLevel\":\"Warning\"", warning, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:FluxKart", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenTheDatabaseIsElsewhere_DoesNotWarn()
    {
        await using var service = await ServiceProcess.StartAsync(SettingsFor(Path.GetTempPath()));

        Assert.DoesNotContain("own folder", service.OutputAtStart, StringComparison.Ordinal);
    }

    private Dictionary<string, string?> SettingsFor(string folder) =>
        new() { ["ConnectionStrings:FluxKart"] = $"Data Source={Path.Combine(folder, name, "shop.db")}" };
}
