using FluxKart.Api.Application.Transfer.Jobs;
using FluxKart.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FluxKart.Tests.Api.Application.Transfer.Jobs;

/// <summary>A folder of imports that is removed after the test.</summary>
internal sealed class TestImportFolder : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("fluxkart-test-");

    public TestImportFolder()
    {
        var database = DatabaseSettings.Read(new SettingsReader(new ConfigurationBuilder().Build()), directory.FullName);
        var settings = new ImportSettings(1000, directory.FullName, TimeSpan.FromDays(1));
        Folder = new ImportFolder(settings, database, TimeProvider.System, NullLogger<ImportFolder>.Instance);
    }

    public ImportFolder Folder { get; }

    /// <summary>Adds a file that was received.</summary>
    public Task<StoredFile?> AddReceivedAsync() => Folder.ReceiveAsync(new MemoryStream(), TestContext.Current.CancellationToken);

    public void Dispose() => directory.Delete(recursive: true);
}
