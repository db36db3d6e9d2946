using FluxKart.Tests.Databases;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The whole service, its own Program on a real Kestrel, on a port of its own.</summary>
internal sealed class FluxKartService : WebApplicationFactory<Program>
{
    private readonly TestDatabase database;
    private readonly IReadOnlyDictionary<string, string?> settings;
    private readonly Action<IServiceCollection> configure;

    public FluxKartService(
        TestDatabase database,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? configure = null)
    {
        this.database = database;
        this.settings = settings ?? new Dictionary<string, string?>();
        this.configure = configure ?? (_ => { });
        UseKestrel(0);
        StartServer();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in database.Configuration.Concat(settings))
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureServices(configure);
    }
}
