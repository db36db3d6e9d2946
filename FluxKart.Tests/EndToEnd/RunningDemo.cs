namespace FluxKart.Tests.EndToEnd;

/// <summary>The service as a demo, in a separate process with a folder of its own for temporary files.</summary>
public sealed class RunningDemo : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");
    private ServiceProcess? service;

    /// <summary>Settings that the demo must not use. The database is a file that no database can read.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["TMPDIR"] = TemporaryFolder.FullName,
        ["Database:Provider"] = "Sqlite",
        ["ConnectionStrings:FluxKart"] = $"Data Source={DatabaseFile}",
        ["Import:Folder"] = ImportFolder,
        ["Identification:SharedIdentifiers:0"] = "*@harbour-dental.example",
        ["Webhooks:Endpoints:0:Name"] = "shop",
        ["Webhooks:Endpoints:0:Url"] = "http://127.0.0.1:9/",
        ["Webhooks:Endpoints:0:Secrets:0"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    };

    public DirectoryInfo TemporaryFolder => new(Path.Combine(folder.FullName, "tmp"));

    public string DatabaseFile => Path.Combine(folder.FullName, "shop.db");

    public string ImportFolder => Path.Combine(folder.FullName, "imports");

    public HttpClient Client => Service.Client;

    internal ServiceProcess Service => service ?? throw new InvalidOperationException("The demo has not started.");

    public async ValueTask InitializeAsync()
    {
        TemporaryFolder.Create();
        await File.WriteAllTextAsync(DatabaseFile, "no database", TestContext.Current.CancellationToken);
        service = await ServiceProcess.StartAsync(Settings, asOrdinaryUser: false, "--demo");
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
            await service.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
