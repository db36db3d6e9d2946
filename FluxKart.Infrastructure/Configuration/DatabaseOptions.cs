namespace FluxKart.Infrastructure.Configuration;

/// <summary>The configuration section <c>Database</c>.</summary>
internal sealed class DatabaseOptions
{
    public const string SectionName = "Database";

    /// <summary><c>Sqlite</c> or <c>PostgreSql</c>; unset, SQLite unless there is a <c>DATABASE_URL</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>Whether the service itself migrates PostgreSQL as it starts. SQLite is always migrated.</summary>
    public bool MigrateOnStartup { get; init; }

    /// <summary>How long the start waits for a PostgreSQL server that does not answer yet, in seconds.</summary>
    public int StartupTimeoutSeconds { get; init; } = 30;
}
