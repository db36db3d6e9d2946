using System.Diagnostics;
using System.Text.RegularExpressions;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Oracles;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The command that imports a file, as an operator runs it.</summary>
public abstract partial class ImportCommandTests(TestDatabase database) : DatabaseTests(database), IDisposable
{
    private const string Customers =
        """
        Email,Phone,Created At
        mcfly@hillvalley.edu,123456,2023-04-20
        lorraine@hillvalley.edu,123456,2019-04-01
        george@hillvalley.edu,919191,2020-02-02
        """;

    private const string Bad = "secret@@hillvalley.edu,SECRET,2024-01-01";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");

    private string Refused => Path.Combine(folder.FullName, "refused.csv");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Import_WhenAllRowsAreGood_StoresTheCustomersWithTheirAge()
    {
        var file = await WriteAsync(Customers);

        var (exitCode, output, error) = await ServiceProcess.RunAsync(Database.Configuration, "import", file, "--errors", Refused);

        Assert.Equal((0, ""), (exitCode, WithoutProgress(error)));
        Assert.StartsWith($"Imported {file}: 3 rows in ", output, StringComparison.Ordinal);
        Assert.Contains("2 created ", output, StringComparison.Ordinal);
        var contacts = await Database.ReadContactsAsync();
        var lorraine = contacts.Single(contact => contact.Email == "lorraine@hillvalley.edu");
        Assert.Equal((null, lorraine.Id), (lorraine.LinkedId, contacts.Single(contact => contact.Email == "mcfly@hillvalley.edu").LinkedId));
        Assert.False(File.Exists(Refused));
    }

    [Fact]
    public async Task Import_WhenARowIsRefused_TakesTheOthersAndWritesItToTheFileOnly()
    {
        var file = await WriteAsync($"{Customers}\n{Bad}");

        var (exitCode, output, error) = await ServiceProcess.RunAsync(
            Database.Configuration, "import", file, "--errors", Refused, "--Logging:LogLevel:Default=Debug", "--Logging:LogLevel:Microsoft.EntityFrameworkCore=Debug");

        Assert.Equal(2, exitCode);
        Assert.Contains("1 refused ", output, StringComparison.Ordinal);
        Assert.Contains("- line 5, Email: ", output, StringComparison.Ordinal);
        Assert.Contains($"{Bad},5,", await File.ReadAllTextAsync(Refused, Cancellation), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Refused));
        // The log has lines, none of them with a value.
        Assert.Contains("SELECT", error, StringComparison.Ordinal);
        Assert.All(["secret", "hillvalley"], value => Assert.DoesNotContain(value, output + error, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(3, (await Database.ReadContactsAsync()).Count);
    }

    [Fact]
    public async Task Import_WhenItIsADryRun_WritesNothing()
    {
        var before = await Database.ReadEverythingAsync();

        var (exitCode, output, error) = await ServiceProcess.RunAsync(Database.Configuration, "import", await WriteAsync(Customers), "--dry-run");

        Assert.Equal((0, ""), (exitCode, WithoutProgress(error)));
        Assert.Contains("; nothing was written: 3 rows in ", output, StringComparison.Ordinal);
        Assert.Contains("2 created ", output, StringComparison.Ordinal);
        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    [Fact]
    public async Task Import_WhenTheFileIsStandardInput_ReadsItAndTakesTheOptions()
    {
        using var process = Start("import", "-", "--columns", "email:who,phoneNumber:number,createdAt:since", "--date-format", "dd/MM/yyyy", "--delimiter", ";", "--region=DE");
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);

        await process.StandardInput.WriteAsync("who;number;since\na@example.com;030 901820;05/06/2012\n");
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(0, process.ExitCode);
        Assert.StartsWith("Imported standard input: 1 row in ", await output, StringComparison.Ordinal);
        Assert.Equal("+4930901820", Assert.Single(await Database.ReadContactsAsync()).PhoneNumber);
    }

    [Fact]
    public async Task Import_WhenTheSameFileComesAgain_AddsNothing()
    {
        var file = await WriteAsync(Customers);
        await ServiceProcess.RunAsync(Database.Configuration, "import", file);
        var before = await Database.ReadEverythingAsync();

        var (exitCode, output, _) = await ServiceProcess.RunAsync(Database.Configuration, "import", file);

        Assert.Equal(0, exitCode);
        Assert.Contains("3 matched ", output, StringComparison.Ordinal);
        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    [Theory]
    [SameOnAllVersions("The command checks its options without the server.")]
    [InlineData("--region is invalid. ", "--region", "Atlantis")]
    [InlineData("Argument 3 of the command line is not an option of import. ", "--date-formt=dd")]
    [InlineData("The file of --errors cannot be written (", "--errors", "/missing/folder/refused.csv")]
    public async Task Import_WhenAnOptionIsInvalid_SaysSoOnOneLine(string reason, params string[] options)
    {
        var (exitCode, output, error) = await ServiceProcess.RunAsync(Database.Configuration, ["import", await WriteAsync(Customers), .. options]);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith($"FluxKart cannot import: {reason}", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Theory]
    [InlineData("name\nAda\n")]
    [InlineData("")]
    public async Task Import_WhenTheFileHasNoKnownColumn_SaysSo(string content)
    {
        var (exitCode, output, error) = await ServiceProcess.RunAsync(Database.Configuration, "import", await WriteAsync(content));

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Matches("^FluxKart cannot import: .* Nothing was imported[.]$", error.Trim());
    }

    [Fact]
    [SameOnAllVersions("A signal ends the command, and the server runs on.")]
    public async Task Import_WhenItGetsASignalWhileItWaitsForInput_StopsAndLeavesNoFile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows which files a process has open.");
        using var process = Start("import", "-");
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        // It has no name any more, so it cannot stay behind.
        while (!OpenFiles(process).Any(file => file.Contains("/fluxkart-import-", StringComparison.Ordinal) && file.EndsWith("(deleted)", StringComparison.Ordinal)))
            await Task.Delay(20, Cancellation);

        await SignalAsync(process, "INT");
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(1, process.ExitCode);
        Assert.Equal("Stopped before the first row; nothing was imported.", (await output).Trim());
    }

    [Theory]
    [SameOnAllVersions("A signal ends the command, and the server runs on.")]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Import_WhenItGetsASignal_StopsAfterTheBatchAndCanBeContinued(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        await StoreOneAsync();
        const int rows = 40_000;
        var file = await WriteManyAsync(rows);
        using var process = Start("import", file);
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        await WaitForRowsAsync();

        await SignalAsync(process, signal);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("Stopped: ", await output, StringComparison.Ordinal);
        Assert.Contains("\nImport the same file again to continue: what is there already adds nothing.\n", (await output).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var stored = await CountAsync();
        Assert.InRange(stored, 1, rows - 1);
        Assert.Contains($"{stored:N0} created ", await output, StringComparison.Ordinal);
        var (exitCode, _, _) = await ServiceProcess.RunAsync(Database.Configuration, "import", file);
        Assert.Equal((0, rows), (exitCode, await CountAsync()));
    }

    [Fact]
    [SameOnAllVersions("The process of the service is killed, and the server runs on.")]
    public async Task Import_WhenItIsKilledAtAnyRow_CanBeContinuedAndGivesTheCustomersOfOneRun()
    {
        await StoreOneAsync();
        var random = new Random(Random.Shared.Next());
        var rows = Enumerable.Range(0, 20_000)
            .Select(_ => (Email: $"e{random.Next(40_000)}@example.com", Phone: $"{100_000 + random.Next(40_000)}"))
            .ToList();
        var file = await WriteAsync("email,phone\n" + string.Concat(rows.Select(row => $"{row.Email},{row.Phone}\n")));

        for (var round = 0; round < 4; round++)
        {
            using var process = Start("import", file);
            var before = await CountAsync();
            while (await CountAsync() == before && !process.HasExited)
                await Task.Delay(20, Cancellation);
            await Task.Delay(random.Next(200), Cancellation);
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
            await WaitForDatabaseServerAsync();
        }

        Assert.Equal(0, (await ServiceProcess.RunAsync(Database.Configuration, "import", file)).ExitCode);

        var oracle = new CustomerOracle();
        oracle.Add("stored@example.com", null);
        foreach (var (email, phone) in rows)
            oracle.Add(email, phone);
        Assert.Equal(oracle.Components(), StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
    }

    [Fact]
    [SameOnAllVersions("A signal ends the command, and the server runs on.")]
    public async Task Import_WhenItGetsASecondSignal_EndsAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        await StoreOneAsync();
        using var process = Start("import", await WriteManyAsync(200_000));
        await WaitForRowsAsync();
        await using var blocked = await DatabaseLock.BlockWritesAsync(Database);

        await SignalAsync(process, "INT");
        Assert.Equal("Stopping after the rows in flight; press Ctrl+C again to end at once.", await process.StandardError.ReadLineAsync(Cancellation));
        await SignalAsync(process, "INT");
        await process.WaitForExitAsync(Cancellation);

        // As a shell reports a process that SIGINT has ended.
        Assert.Equal((130, ""), (process.ExitCode, await process.StandardOutput.ReadToEndAsync(Cancellation)));
    }

    /// <summary>Waits until the database server has finished the statements that the process sent before it was killed.</summary>
    protected virtual Task WaitForDatabaseServerAsync() => Task.CompletedTask;

    private async Task<string> WriteAsync(string content)
    {
        var file = Path.Combine(folder.FullName, "customers.csv");
        await File.WriteAllTextAsync(file, content, Cancellation);
        return file;
    }

    private Task<string> WriteManyAsync(int rows) =>
        WriteAsync($"email\n{string.Join('\n', Enumerable.Range(0, rows).Select(row => $"k{row}@example.com"))}");

    // An import into an empty PostgreSQL database commits no batches.
    private Task StoreOneAsync() =>
        Database.ExecuteAsync("INSERT INTO contact (email, linkprecedence) VALUES ('stored@example.com', 'primary')");

    private async Task WaitForRowsAsync()
    {
        while (await CountAsync() == 0)
            await Task.Delay(20, Cancellation);
    }

    private async Task<int> CountAsync() =>
        (await Database.QueryAsync("SELECT COUNT(*) FROM contact WHERE email IS DISTINCT FROM 'stored@example.com'", row => (int)row.GetInt64(0))).Single();

    private Process Start(params string[] args)
    {
        var start = ServiceProcess.StartInfo(["dotnet"], Database.Configuration, args);
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }

    private static IEnumerable<string> OpenFiles(Process process) =>
        Directory.GetFiles($"/proc/{process.Id}/fd").Select(file => new FileInfo(file).LinkTarget ?? "");

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync(Cancellation);
        Assert.Equal(0, kill.ExitCode);
    }

    // On a busy machine even a short import takes so long that it reports its progress.
    private static string WithoutProgress(string error) => ProgressLine().Replace(error, "");

    [GeneratedRegex(@"^[\d,]+ rows?, .* refused.*\n", RegexOptions.Multiline)]
    private static partial Regex ProgressLine();

    public sealed class OnSqlite(SqliteDatabase database) : ImportCommandTests(database), IClassFixture<SqliteDatabase>
    {
        [Fact]
        public async Task Import_WhenThereIsNoDatabase_CreatesIt()
        {
            var folder = Directory.CreateTempSubdirectory("fluxkart-test-");
            try
            {
                var file = Path.Combine(folder.FullName, "customers.csv");
                await File.WriteAllTextAsync(file, Customers, Cancellation);
                var settings = new Dictionary<string, string?> { ["ConnectionStrings:FluxKart"] = $"Data Source={folder.FullName}/new/shop.db" };

                var (exitCode, output, error) = await ServiceProcess.RunAsync(settings, "import", file);

                Assert.Equal((0, ""), (exitCode, WithoutProgress(error)));
                Assert.Contains("2 created ", output, StringComparison.Ordinal);
                Assert.True(File.Exists(Path.Combine(folder.FullName, "new", "shop.db")));
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    public sealed class OnPostgres(PostgresDatabase database) : ImportCommandTests(database), IClassFixture<PostgresDatabase>
    {
        protected override Task WaitForDatabaseServerAsync() => Database.WaitForIdleAsync();

        [Fact]
        public async Task Import_WhenThereIsNoDatabase_SaysHowToCreateIt()
        {
            var (exitCode, output, error) = await ServiceProcess.RunAsync(
                Database.ConfigurationWith("Database=fluxkart-test-missing"), "import", typeof(ImportCommandTests).Assembly.Location);

            Assert.Equal((1, ""), (exitCode, output));
            Assert.Matches("^FluxKart cannot import: .*Create the database and its schema with 'dotnet FluxKart.Api.dll migrate'", error.Trim());
        }
    }
}
