using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Operations.Startup;

/// <summary>How much is logged: <c>Logging:LogLevel</c>, and <c>Logging:Console:LogLevel</c> and the like for a single log.</summary>
internal static class LogLevelSettings
{
    private const string GroupName = "Logging";
    private const string LogLevelName = "LogLevel";

    /// <summary>The logs of the framework, each with settings of its own.</summary>
    private static readonly string[] Logs = ["Console", "Debug", "EventLog", "EventSource"];

    /// <summary>Records each invalid level by its name, which the library's own message lacks, and each name that it ignores.</summary>
    public static void Check(SettingsReader settings)
    {
        CheckLevels(settings, settings.Section($"{GroupName}:{LogLevelName}"));
        foreach (var log in Logs)
        {
            var levels = settings.Section($"{GroupName}:{log}").GetSection(LogLevelName);
            settings.Require(
                string.IsNullOrWhiteSpace(levels.Value),
                $"{levels.Path} has a value, but it is a group of settings; set {levels.Path}:Default.");
            CheckLevels(settings, levels);
        }

        _ = settings.Flag($"{GroupName}:CaptureScopes", unset: false);
        settings.RequireKnownNames(GroupName);
    }

    private static void CheckLevels(SettingsReader settings, IConfigurationSection levels)
    {
        foreach (var level in levels.GetChildren().Where(level => !string.IsNullOrWhiteSpace(level.Value)))
        {
            settings.Require(
                Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _),
                $"{level.Path} is '{level.Value}'; set {string.Join(", ", Enum.GetNames<LogLevel>()[..^1])} or {LogLevel.None}.");
        }
    }
}
