using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Operations.Startup;

/// <summary>How much is logged: <c>Logging:LogLevel</c>, and <c>Logging:Console:LogLevel</c> and the like for a single log.</summary>
internal static class LogLevelSettings
{
    private const string LogLevelKey = "LogLevel";

    /// <summary>Records each invalid level by its name, which the logging library's own message lacks.</summary>
    public static void Check(SettingsReader settings)
    {
        var logging = settings.Section("Logging");
        var levels = logging.GetChildren()
            .Select(log => log.GetSection(LogLevelKey))
            .Prepend(logging.GetSection(LogLevelKey))
            .SelectMany(section => section.AsEnumerable())
            .Where(level => !string.IsNullOrEmpty(level.Value));
        foreach (var (key, value) in levels)
        {
            settings.Require(
                Enum.TryParse<LogLevel>(value, ignoreCase: true, out _),
                $"{key} is '{value}'; set {string.Join(", ", Enum.GetNames<LogLevel>()[..^1])} or {LogLevel.None}.");
        }
    }
}
