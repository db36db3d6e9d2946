using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Starts that migrate a SQLite file, alone, at once, and after one that was killed.</summary>
public sealed class SqliteMigrationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");

    private string File => Path.Combine(folder.FullName, "shop.db");

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
        using var held = new FileStream($"{File}-migrating", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        var (exitCode, error) = await ServiceProcess.FailToStartAsync([.. Settings, new("Database:StartupTimeoutSeconds", "1")]);

        Assert.Equal(1, exitCode);
        Assert.Contains($"Another process has been migrating the SQLite file {File} for 1 s.", error, StringComparison.Ordinal);
        Assert.Contains("Database:StartupTimeoutSeconds", error, StringComparison.Ordinal);
    }

    /// <summary>Kills a process that migrates the file once it holds EF Core's lock.</summary>
    /// <returns>Whether the file is left as described: locked, and not migrated.</returns>
    private async Task<bool> KillWhileMigratingAsync()
    {
        using (var process = ServiceProcess.Launch(Settings))
        {
            var output = process.StandardOutput.ReadToEndAsync(Cancellation);
            await WaitForLockRowAsync(process);
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
            await output;
        }

        return await CountAsync("__EFMigrationsLock") == 1 && await CountAsync("contact") is null;
    }

    private async Task WaitForLockRowAsync(Process process)
    {
        while (!process.HasExited)
        {
            // Not opened before the process has created it: that would create it here.
            if (System.IO.File.Exists(File) && (await CountAsync("__EFMigrationsLock") == 1 || await CountAsync("contact") is not null))
                return;
        }

        throw new InvalidOperationException($"The service did not start: {await process.StandardError.ReadToEndAsync(Cancellation)}");
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
