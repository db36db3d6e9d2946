using System.Globalization;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>Times as the service stores them in SQLite.</summary>
internal static class SqliteTime
{
    /// <summary>
    /// SQLite compares times as text, so equal times must have equal texts: thousandths of a second, as its own clock writes them.
    /// </summary>
    /// <param name="time">UTC.</param>
    public static string TextOf(DateTime time) => time.ToString(
        time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd HH:mm:ss.fff" : "yyyy-MM-dd HH:mm:ss.fffffff",
        CultureInfo.InvariantCulture);
}
