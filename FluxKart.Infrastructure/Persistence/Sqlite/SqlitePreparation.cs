using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Creates the file if there is none, migrates it, and turns on write-ahead logging, so that readers never wait for a writer.
/// </summary>
internal sealed class SqlitePreparation(FluxKartDbContext context, DatabaseSettings settings, IReadinessProbe probe) : IDatabasePreparation
{
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource;
        try
        {
            if (File.Exists(file))
                await new SqliteOriginalTable(context, settings).RequireNoneAsync(cancellationToken);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await CreateFileAsync(cancellationToken);
            await MigrateAsync(file, cancellationToken);
            await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL", cancellationToken);
            // With nothing to migrate, all of this succeeds on a file that is write-protected.
            if (await probe.FindFaultAsync(cancellationToken) is { } fault)
                throw new UnauthorizedAccessException(fault.Summary);
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
        if (!await HasPendingMigrationsAsync(cancellationToken))
            return;

        using var held = await SqliteMigrationLock.TryTakeAsync(file, settings.StartupTimeout, cancellationToken)
            ?? throw new DatabaseNotReadyException(
                $"Another process has been migrating the SQLite file {file} for {settings.StartupTimeout.TotalSeconds} s. "
                + "Wait until it has finished, or raise Database:StartupTimeoutSeconds.");
        // Another process may have migrated the file in the meantime.
        if (!await HasPendingMigrationsAsync(cancellationToken))
            return;
        // EF Core's lock is a row. Nobody else migrates now, so the row is of a process that was killed.
        await context.Database.ExecuteSqlAsync($"DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private async Task<bool> HasPendingMigrationsAsync(CancellationToken cancellationToken) =>
        (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any();
}
