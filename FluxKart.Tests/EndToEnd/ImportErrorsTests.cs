using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 7: the rows that were refused or taken in part, ready to be fixed and sent again.</summary>
public abstract class ImportErrorsTests(TestDatabase database) : ImportTestBase(database)
{
    private const string File = "Name;email;phoneNumber\nJane;jane@;+14158519136\nBob;bob@example.com;\nEve;eve@;\n";

    [Fact]
    public async Task GetErrors_WhenRowsHaveFaults_ReturnsThemWithLineAndError()
    {
        await using var service = await StartAsync();
        var path = await ImportAsync(service.Client, File);
        await WaitForEndAsync(service.Client, path);

        using var response = await service.Client.GetAsync($"{path}/errors", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("import-1-errors.csv", response.Content.Headers.ContentDisposition?.FileName);
        var lines = (await response.Content.ReadAsStringAsync(Cancellation)).Split("\r\n");
        Assert.Equal("Name,email,phoneNumber,line,error", lines[0]);
        Assert.StartsWith("Jane,jane@,+14158519136,2,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Eve,eve@,,4,", lines[2], StringComparison.Ordinal);
        Assert.Contains("email: ", lines[2], StringComparison.Ordinal);
        Assert.Equal(("", 4), (lines[^1], lines.Length));
    }

    [Fact]
    public async Task GetErrors_WhenTheyAreFixed_CanBeImported()
    {
        await using var service = await StartAsync();
        var path = await ImportAsync(service.Client, File);
        await WaitForEndAsync(service.Client, path);
        var errors = await service.Client.GetStringAsync($"{path}/errors", Cancellation);

        var again = await ImportAsync(service.Client, errors.Replace("@,", "@example.com,", StringComparison.Ordinal));

        var import = await WaitForEndAsync(service.Client, again);
        Assert.Equal((2, 0), (import.GetProperty("rows").GetInt32(), import.GetProperty("refused").GetInt32()));
        Assert.Equal(
            ["bob@example.com", "eve@example.com", "jane@example.com"],
            (await Database.ReadContactsAsync()).Select(contact => contact.Email).OfType<string>().Distinct().Order());
    }

    [Fact]
    public async Task GetErrors_WhileTheImportRunsOrWaits_ReturnsTheRowsSoFar()
    {
        var holds = new HeldImports();
        await using var service = await StartAsync(holds);
        var running = await ImportAsync(service.Client, FileWith(2500).Replace("Number\n", "Number\nnobody,\n", StringComparison.Ordinal));
        await holds.WaitUntilHeldAsync();
        var waiting = await ImportAsync(service.Client, File);

        Assert.Equal("line,error\r\n", await service.Client.GetStringAsync($"{waiting}/errors", Cancellation));
        var soFar = await service.Client.GetStringAsync($"{running}/errors", Cancellation);
        Assert.StartsWith("email,phoneNumber,line,error\r\nnobody,,2,\"email: ", soFar, StringComparison.Ordinal);
        holds.Release();
        await WaitForEndAsync(service.Client, waiting);
    }

    [Fact]
    public async Task GetErrors_WhenTheyAreInTheFolderOfAnotherReplica_Returns409WithItsName()
    {
        await using var service = await StartAsync();
        await using var other = await StartAsync(null, ("Import:Folder", Folder + "-other"));
        await using var sharing = await StartAsync();
        var path = await ImportAsync(service.Client, File);
        await WaitForEndAsync(service.Client, path);

        using var response = await other.Client.GetAsync($"{path}/errors", Cancellation);

        Assert.Equal(
            $"The rows with errors are on the replica {Environment.MachineName}. Ask that one, or set Import:Folder to a folder that all "
            + "replicas share.",
            (await response.ReadProblemAsync(HttpStatusCode.Conflict)).GetProperty("detail").GetString());
        Assert.StartsWith("Name,", await sharing.Client.GetStringAsync($"{path}/errors", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetErrors_WhenTheyAreOld_Returns410()
    {
        string path;
        await using (var service = await StartAsync())
        {
            path = await ImportAsync(service.Client, File);
            await WaitForEndAsync(service.Client, path);
            foreach (var file in Directory.EnumerateFiles(Folder))
                System.IO.File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-3));
            await Database.ExecuteAsync("UPDATE import SET endedat = '2020-01-01 00:00:00Z'");
        }

        await using var restarted = await StartAsync(null, ("Import:KeepErrorsDays", "2"));
        for (var attempts = 0; attempts < 600 && Directory.EnumerateFiles(Folder).Any(); attempts++)
            await Task.Delay(50, Cancellation);

        Assert.Empty(Directory.EnumerateFiles(Folder));
        using var response = await restarted.Client.GetAsync($"{path}/errors", Cancellation);
        await response.ReadProblemAsync(HttpStatusCode.Gone);
    }

    public sealed class OnSqlite(SqliteDatabase database) : ImportErrorsTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ImportErrorsTests(database), IClassFixture<PostgresDatabase>;
}
