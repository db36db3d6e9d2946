using Microsoft.Data.Sqlite;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>Reads which SQLite file the service uses, from <c>ConnectionStrings:FluxKart</c>; <c>fluxkart.db</c> by default.</summary>
internal static class SqliteConnectionString
{
    private const string DefaultFile = "fluxkart.db";

    /// <param name="settings">The settings of the service.</param>
    /// <param name="contentRoot">The folder that the file's path is relative to.</param>
    /// <returns>Null if no file can be read from the setting. Every failure is recorded.</returns>
    public static DatabaseConnection? Read(SettingsReader settings, string contentRoot)
    {
        SqliteConnectionStringBuilder builder;
        try
        {
            builder = new SqliteConnectionStringBuilder(settings.Text(DatabaseSettings.ConnectionStringKey));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Never the value or the driver's message: either may contain a password that was meant for PostgreSQL.
            settings.Fail(
                $"{DatabaseSettings.ConnectionStringKey} is not a valid SQLite connection string "
                + "(Microsoft.Data.Sqlite does not accept a keyword or value in it); "
                + "set one such as 'Data Source=fluxkart.db;Pooling=true', or set Database:Provider to PostgreSql.");
            return null;
        }

        if (builder.Mode == SqliteOpenMode.Memory
            || builder.DataSource == ":memory:"
            || builder.DataSource.StartsWith("file:", StringComparison.Ordinal))
        {
            settings.Fail(
                $"{DatabaseSettings.ConnectionStringKey} must name a SQLite file; "
                + "set Data Source to the path of a file, not to a URI or :memory:.");
        }

        settings.Require(
            builder.Mode != SqliteOpenMode.ReadOnly,
            $"{DatabaseSettings.ConnectionStringKey} has Mode=ReadOnly, but the service writes to the file; remove it.");
        settings.Require(
            builder.Password.Length == 0,
            $"{DatabaseSettings.ConnectionStringKey} has a Password, but the bundled SQLite does not support encryption; remove it.");

        builder.DataSource = Path.GetFullPath(builder.DataSource is "" ? DefaultFile : builder.DataSource, contentRoot);
        // How many seconds a transaction waits while another process writes to the file.
        if (!builder.ShouldSerialize("Default Timeout"))
            builder.DefaultTimeout = 5;
        return new DatabaseConnection(builder.ToString(), $"SQLite, {builder.DataSource}");
    }
}
