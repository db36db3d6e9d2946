using System.Diagnostics;
using FluxKart.Infrastructure.Configuration;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Sqlite.Migrations.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// EF Core's history of migrations, with another lock: EF Core's own is a row, which a killed process leaves behind. Every migration takes
/// this one, so the service and <c>dotnet ef</c> exclude each other.
/// </summary>
// Only this class knows SQLite's catalogue. The public interface has the lock, and the version of EF Core is pinned.
#pragma warning disable EF1001
internal sealed class SqliteLockedHistoryRepository(HistoryRepositoryDependencies dependencies) : SqliteHistoryRepository(dependencies)
#pragma warning restore EF1001
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="DatabaseNotReadyException">Another process held the lock for longer than the service may wait.</exception>
    public override IMigrationsDatabaseLock AcquireDatabaseLock()
    {
        Dependencies.MigrationsLogger.AcquiringMigrationLock();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (TryTake(waited.Elapsed) is { } taken)
                return taken;
            Thread.Sleep(Pause);
        }
    }

    /// <exception cref="DatabaseNotReadyException">Another process held the lock for longer than the service may wait.</exception>
    public override async Task<IMigrationsDatabaseLock> AcquireDatabaseLockAsync(CancellationToken cancellationToken = default)
    {
        Dependencies.MigrationsLogger.AcquiringMigrationLock();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (TryTake(waited.Elapsed) is { } taken)
                return taken;
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private SqliteMigrationLock? TryTake(TimeSpan waited)
    {
        var file = Dependencies.Connection.DbConnection.DataSource;
        var taken = SqliteMigrationLock.TryTake(file, this);
        if (taken is null && StartupTimeout is { } timeout && waited >= timeout)
        {
            throw new DatabaseNotReadyException(
                $"Another process has been migrating the SQLite file {file} for {timeout.TotalSeconds} s. "
                + "Wait until it has finished, or raise Database:StartupTimeoutSeconds.");
        }

        return taken;
    }

    /// <summary>How long the service waits. Null in <c>dotnet ef</c>, which has no such setting, and which a person can end.</summary>
    private TimeSpan? StartupTimeout => Dependencies.CurrentContext.Context.GetService<IDbContextOptions>()
        .FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetService<DatabaseSettings>()?.StartupTimeout;
}
