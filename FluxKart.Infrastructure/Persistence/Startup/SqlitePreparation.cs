using FluxKart.Infrastructure.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FluxKart.Infrastructure.Persistence.Startup;

/// <summary>Creates the file where there is none, migrates it, and turns write-ahead logging on, so that readers never wait for a writer.</summary>
internal sealed class SqlitePreparation(FluxKartDbContext context, DatabaseSettings settings) : IDatabasePreparation
{
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await context.Database.MigrateAsync(cancellationToken);
            await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL", cancellationToken);
        }
        catch (Exception exception) when (exception is SqliteException or RetryLimitExceededException or IOException or UnauthorizedAccessException)
        {
            var reason = (exception.InnerException ?? exception).Message.TrimEnd('.');
            throw new DatabaseNotReadyException(
                $"The SQLite file {file} cannot be used ({reason}). Make it and its folder writable for this user, or name another file in "
                + "ConnectionStrings:FluxKart, such as 'Data Source=/var/lib/fluxkart/fluxkart.db'.",
                exception);
        }
    }
}
