using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Creates the file if there is none, migrates it, and turns on write-ahead logging, so that readers never wait for a writer.
/// </summary>
internal sealed class SqlitePreparation(FluxKartDbContext context, DatabaseSettings settings) : IDatabasePreparation
{
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await CreateFileAsync(cancellationToken);
            await MigrateAsync(file, cancellationToken);
            await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL", cancellationToken);
        }
        catch (Exception exception) when (
            exception is SqliteException or StoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            var reason = (exception.InnerException ?? exception).Message.TrimEnd('.');
            throw new DatabaseNotReadyException(
                $"The SQLite file {file} cannot be used ({reason}). Make the file and its folder writable for this user, or set "
                + "ConnectionStrings:FluxKart to another file, such as 'Data Source=/var/lib/fluxkart/fluxkart.db'.",
                exception);
        }
    }

    // Only the start creates the file. If it is removed while the service runs, it must not come back empty.
    private async Task CreateFileAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
    }

    private async Task MigrateAsync(string file, CancellationToken cancellationToken)
    {
        if (!(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return;

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(settings.StartupTimeout);
        try
        {
            await context.Database.MigrateAsync(timeout.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // EF Core's migration lock is a row, which a process that is killed during a migration leaves behind.
            throw new DatabaseNotReadyException(
                $"The SQLite file {file} has been locked for a migration for {settings.StartupTimeout.TotalSeconds} s. "
                + "If no other process is migrating it, an earlier migration was interrupted: "
                + "delete the row in the file's table __EFMigrationsLock.",
                exception);
        }
    }
}
