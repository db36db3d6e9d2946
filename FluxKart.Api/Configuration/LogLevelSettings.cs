using Microsoft.Extensions.Options;

namespace FluxKart.Api.Configuration;

/// <summary>How much is logged: <c>Logging:LogLevel</c>, and <c>Logging:Console:LogLevel</c> and the like for one log only.</summary>
internal static class LogLevelSettings
{
    private const string LoggingKey = "Logging";
    private const string LogLevelKey = "LogLevel";

    /// <exception cref="OptionsValidationException">One is no level; the message names it, which the logging library's own does not.</exception>
    public static void Check(IConfiguration configuration)
    {
        var logging = configuration.GetSection(LoggingKey);
        var failures = logging.GetChildren()
            .Select(log => log.GetSection(LogLevelKey))
            .Prepend(logging.GetSection(LogLevelKey))
            .SelectMany(levels => levels.AsEnumerable())
            .Where(level => !string.IsNullOrEmpty(level.Value) && !Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
            .Select(level => $"{level.Key} is '{level.Value}'; set {string.Join(", ", Enum.GetNames<LogLevel>()[..^1])} or {LogLevel.None}.")
            .ToList();
        if (failures.Count > 0)
            throw new OptionsValidationException(LoggingKey, typeof(LogLevelSettings), failures);
    }
}
