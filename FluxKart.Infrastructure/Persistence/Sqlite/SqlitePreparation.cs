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
            await MigrateAsync(cancellationToken);
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

    // With nothing to migrate, the lock is not needed, and a write-protected folder gets its own message.
    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            await context.Database.MigrateAsync(cancellationToken);
    }
}
