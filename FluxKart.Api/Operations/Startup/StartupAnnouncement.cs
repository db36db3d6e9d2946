using FluxKart.Api.Operations.Versions;
using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Operations.Startup;

internal static partial class StartupAnnouncement
{
    /// <summary>Logs the version, the addresses and the database once the service listens.</summary>
    public static void AnnounceStart(this WebApplication app)
    {
        var database = app.Services.GetRequiredService<DatabaseSettings>().Description;
        var startupLog = app.Services.GetRequiredService<StartupLog>();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            startupLog.Open();
            var addresses = string.Join(", ", app.Urls);
            LogStarted(app.Logger, ServiceVersion.Current.Description, addresses, database);
        });
    }

    [LoggerMessage(
        EventId = 1000,
        Level = LogLevel.Information,
        Message = "FluxKart {Version} listens on {Addresses}; its database is {Database}")]
    private static partial void LogStarted(ILogger logger, string version, string addresses, string database);
}
