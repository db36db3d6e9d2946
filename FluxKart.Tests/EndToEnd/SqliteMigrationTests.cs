using System.Diagnostics;
using FluxKart.Infrastructure.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Starts and <c>dotnet ef</c> that migrate a SQLite file: alone, at once, and after one that was killed.</summary>
public sealed class SqliteMigrationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");

    private string File => Path.Combine(folder.FullName, "shop.db");

    private string LockFile => $"{File}-migrating";

    private Dictionary<string, string?> Settings => new() { ["ConnectionStrings:FluxKart"] = $"Data Source={File}" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Start_WhenAnEarlierOneWasKilledWhileItMigrated_MigratesAndServes()
    {
        while (!await KillWhileMigratingAsync())
            RemoveDatabase();

        await AssertStartsAsync([new("Database:StartupTimeoutSeconds", "1")]);
    }

    [Fact]
    public async Task Start_WhenItDoesNotWaitForALock_StillMigrates() => await AssertStartsAsync([new("Database:StartupTimeoutSeconds", "0")]);

    [Fact]
    public async Task Start_WhenSeveralProcessesMigrateTheFileConcurrently_AllStart()
    {
        var services = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ServiceProcess.StartAsync(Settings)));

        foreach (var service in services)
        {
            await service.Client.IdentifyAsync("a@example.com", "1");
            await service.DisposeAsync();
        }
    }

    [Fact]
    public async Task Start_WhenAnotherProcessMigratesForTooLong_SaysSo()
    {
        using var held = new FileStream(LockFile, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        var (exitCode, error) = await ServiceProcess.FailToStartAsync([.. Settings, new("Database:StartupTimeoutSeconds", "1")]);

        Assert.Equal(1, exitCode);
        Assert.Contains($"Another process has been migrating the SQLite file {File} for 1 s.", error, StringComparison.Ordinal);
        Assert.Contains("Database:StartupTimeoutSeconds", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenEFCoresOwnLockWasLeftBehind_Migrates()
    {
        await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText =
                """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT); INSERT INTO "__EFMigrationsLock" VALUES (1, '')""";
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await AssertStartsAsync([new("Database:StartupTimeoutSeconds", "1")]);
    }

    [Fact]
    public async Task Start_WhenDotnetEfMigrates_WaitsForIt()
    {
        await using var context = CreateDesignTimeContext();
        using var held = context.GetService<IHistoryRepository>().AcquireDatabaseLock();

        var (_, error) = await ServiceProcess.FailToStartAsync([.. Settings, new("Database:StartupTimeoutSeconds", "1")]);

        Assert.Contains("Another process has been migrating the SQLite file", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DotnetEf_WhenAnotherMigrates_WaitsForIt()
    {
        await using var context = CreateDesignTimeContext();
        await using var other = CreateDesignTimeContext();
        Task migration;
        using (other.GetService<IHistoryRepository>().AcquireDatabaseLock())
        {
            // As dotnet ef does it, without await.
            migration = Task.Run(() => context.Database.Migrate(), Cancellation);
            await Task.WhenAny(migration, Task.Delay(TimeSpan.FromSeconds(2), Cancellation));

            Assert.False(migration.IsCompleted);
            Assert.Null(await CountAsync("contact"));
        }

        await migration;
        Assert.Equal(0, await CountAsync("contact"));
    }

    private SqliteFluxKartDbContext CreateDesignTimeContext()
    {
        var builder = new DbContextOptionsBuilder<SqliteFluxKartDbContext>();
        builder.UseSqliteFile($"Data Source={File};Pooling=False");
        return new SqliteFluxKartDbContext(builder.Options);
    }

    /// <summary>Kills a process that migrates the file once it holds the lock.</summary>
    /// <returns>Whether the file is left as described: not migrated.</returns>
    private async Task<bool> KillWhileMigratingAsync()
    {
        using (var process = ServiceProcess.Launch(Settings))
        {
            var output = process.StandardOutput.ReadToEndAsync(Cancellation);
            await WaitForLockAsync(process);
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
            await output;
        }

        Assert.True(System.IO.File.Exists(LockFile), "The service has not taken the lock.");
        return await CountAsync("contact") is null;
    }

    private async Task WaitForLockAsync(Process process)
    {
        var waited = Stopwatch.StartNew();
        while (!System.IO.File.Exists(LockFile) && waited.Elapsed < TimeSpan.FromSeconds(30))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The service did not start: {await process.StandardError.ReadToEndAsync(Cancellation)}");
        }
    }

    /// <summary>How many rows a table has; null if it does not exist or the file is busy.</summary>
    private async Task<long?> CountAsync(string table)
    {
        try
        {
            await using var connection = new SqliteConnection($"Data Source={File};Mode=ReadOnly;Pooling=False;Default Timeout=1");
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT COUNT(*) FROM {table}";
            return (long?)await command.ExecuteScalarAsync(Cancellation);
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private void RemoveDatabase()
    {
        foreach (var file in folder.EnumerateFiles())
            file.Delete();
    }

    private async Task AssertStartsAsync(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        await using var service = await ServiceProcess.StartAsync([.. Settings, .. settings]);

        await service.Client.IdentifyAsync("a@example.com", "1");
    }
}
