using FluxKart.Api.Operations.Versions;
using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Operations.Startup;

internal static partial class StartupAnnouncement
{
    /// <summary>Logs the version, the addresses and the database once the service listens.</summary>
    public static void AnnounceStart(this WebApplication app)
    {
        var database = app.Services.GetRequiredService<DatabaseSettings>();
        var startupLog = app.Services.GetRequiredService<StartupLog>();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            startupLog.Open();
            var addresses = string.Join(", ", app.Urls);
            if (database.SqliteFile is { } file && IsBelow(AppContext.BaseDirectory, file))
                LogFileInProgramFolder(app.Logger, file);
            LogStarted(app.Logger, ServiceVersion.Current.Description, addresses, database.Description);
        });
    }

    private static bool IsBelow(string folder, string file) =>
        Path.GetRelativePath(folder, file) is var path && !path.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(path);

    [LoggerMessage(
        EventId = 1000,
        Level = LogLevel.Information,
        Message = "FluxKart {Version} listens on {Addresses}; its database is {Database}")]
    private static partial void LogStarted(ILogger logger, string version, string addresses, string database);

    [LoggerMessage(
        EventId = 1006,
        Level = LogLevel.Warning,
        Message = "The database file {File} is in the program's own folder, so it is lost when that folder is replaced. "
            + "Stop the service, move the file, and set ConnectionStrings:FluxKart, such as to "
            + "'Data Source=/var/lib/fluxkart/fluxkart.db'")]
    private static partial void LogFileInProgramFolder(ILogger logger, string file);
}
