using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluxKart.Domain.Customers;
using FluxKart.Tests.Architecture;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 7: files that are sent to be imported.</summary>
public abstract partial class ImportsTests(TestDatabase database) : ImportTestBase(database)
{
    private const string File =
        "email,phoneNumber\n"
        + "a@example.com,+14158519136\n"
        + "a@example.com,+14158519137\n"
        + "b@example.com,+14158519138\n"
        + "b@example.com,+14158519136\n"
        + "a@example.com,\n"
        + "nobody,\n"
        + "c@example.com,12x\n";

    [Fact]
    public async Task Start_WhenAFileIsSent_Returns202WithTheImport()
    {
        await using var service = await StartAsync();

        using var response = await SendAsync(service.Client, File);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("/imports/1", response.Headers.Location?.ToString());
        Assert.Equal(
            $$"""{"id":1,"state":"running","dryRun":false,"bytes":{{File.Length}},"bytesRead":0,"rows":0,"created":0,"linked":0,"merged":0,"matched":0,"refused":0,"ignoredValues":0,"startedAt":null,"endedAt":null,"error":null,"notes":[],"largestCustomers":null,"hottestIdentifiers":null}""",
            await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Get_WhenTheImportIsDone_CountsEachRowOnce()
    {
        await using var service = await StartAsync();
        var path = await ImportAsync(service.Client, File);

        await WaitForEndAsync(service.Client, path);

        Assert.Equal(
            $$"""{"id":1,"state":"done","dryRun":false,"bytes":{{File.Length}},"bytesRead":{{File.Length}},"rows":7,"created":3,"linked":1,"merged":1,"matched":1,"refused":1,"ignoredValues":1,"startedAt":"T","endedAt":"T","error":null,"notes":["Email addresses are read from email.","Phone numbers are read from phoneNumber."],"largestCustomers":[{"primaryContactId":1,"contacts":3}],"hottestIdentifiers":[{"email":"a@example.com","contacts":2,"counterparts":2}]}""",
            (await service.Client.GetJsonAsync(path)).Replace(",{\"phoneNumber\":\"+14158519136\",\"contacts\":1,\"counterparts\":1}", "", StringComparison.Ordinal));
        Assert.Empty(ReceivedFiles);
    }

    [Theory]
    [InlineData("docs/contract.md")]
    [InlineData("FluxKart.Api/Contracts/Importing/ImportResponse.cs")]
    public async Task Get_WhenComparedWithADocumentedExample_HasItsPropertiesInTheirOrder(string path)
    {
        await using var service = await StartAsync();
        var import = await ImportAsync(service.Client, File);
        var text = await System.IO.File.ReadAllTextAsync(Path.Combine(SourceTree.Root, path), Cancellation);

        var documented = JsonDocument.Parse(Example().Match(text).Value).RootElement;

        Assert.Equal(NamesOf(documented), NamesOf(await WaitForEndAsync(service.Client, import)));
    }

    [Fact]
    public async Task Start_WhenTheSameFileIsSentAgain_AddsNothing()
    {
        await using var service = await StartAsync();
        await WaitForEndAsync(service.Client, await ImportAsync(service.Client, File));
        var before = await Database.ReadContactsAsync();

        var again = await WaitForEndAsync(service.Client, await ImportAsync(service.Client, File));

        Assert.Equal((6, 1), (again.GetProperty("matched").GetInt32(), again.GetProperty("refused").GetInt32()));
        Assert.Equal(before, await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Start_WhenItIsADryRun_WritesNothing()
    {
        await using var service = await StartAsync();

        var import = await WaitForEndAsync(service.Client, await ImportAsync(service.Client, File, "?dryRun=true"));

        Assert.Equal(("done", true), (StateOf(import), import.GetProperty("dryRun").GetBoolean()));
        Assert.Equal((3, 1), (import.GetProperty("created").GetInt32(), import.GetProperty("refused").GetInt32()));
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("X-GZIP")]
    [InlineData(null)]
    public async Task Start_WhenTheFileIsCompressed_StoresItAsItComes(string? coding)
    {
        await using var service = await StartAsync();
        var text = FileWith(20_000);
        var compressed = Compress(text);

        using var response = await SendAsync(service.Client, compressed, coding: coding);

        var import = await WaitForEndAsync(service.Client, response.Headers.Location!.ToString());
        Assert.True(text.Length > 256 * 1024);
        Assert.Equal(("done", 20_000), (StateOf(import), import.GetProperty("created").GetInt32()));
        Assert.Equal(compressed.Length, import.GetProperty("bytes").GetInt64());
        Assert.Equal(compressed.Length, import.GetProperty("bytesRead").GetInt64());
    }

    [Fact]
    public async Task Start_WhenTheFileIsNdjson_ImportsIt()
    {
        await using var service = await StartAsync();

        var path = await ImportAsync(service.Client, """{"email":"a@example.com","phoneNumber":4158519136}""", contentType: Ndjson);

        Assert.Equal(1, (await WaitForEndAsync(service.Client, path)).GetProperty("created").GetInt32());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task Start_WhenTheContentTypeIsAnother_Returns415WithTheLegalOnes(string? contentType)
    {
        await using var service = await StartAsync();

        using var response = await SendAsync(service.Client, Encoding.UTF8.GetBytes(File), contentType: contentType);

        var problem = await response.ReadProblemAsync(HttpStatusCode.UnsupportedMediaType);
        Assert.Equal(
            "Send the file with the header Content-Type: text/csv or application/x-ndjson.", problem.GetProperty("detail").GetString());
        Assert.Equal("text/csv, application/x-ndjson", response.Headers.GetValues("Accept").Single());
        Assert.Empty(ReceivedFiles);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public async Task Start_WhenTheCodingIsAnother_Returns415WithGzip(string coding)
    {
        await using var service = await StartAsync();

        using var response = await SendAsync(service.Client, File, coding: coding);

        var problem = await response.ReadProblemAsync(HttpStatusCode.UnsupportedMediaType);
        Assert.Equal("Send the file uncompressed, or compressed once with gzip.", problem.GetProperty("detail").GetString());
        Assert.Equal("gzip", response.Headers.GetValues("Accept-Encoding").Single());
    }

    [Theory]
    [InlineData("?delimiter=x", "delimiter", "Use one of , ; | or tab.")]
    [InlineData("?dryRun=maybe", "dryRun", "Send true or false.")]
    [InlineData("?region=Atlantis", "region", null)]
    [InlineData("?columns=email", "columns", null)]
    [InlineData("?dateFormat=%25", "dateFormat", null)]
    [InlineData("?encoding=klingon", "encoding", "Use the name of an encoding, such as utf-8, windows-1252, iso-8859-1 or utf-16.")]
    [InlineData("?region=DE&region=FR", "region", "Send this parameter once.")]
    [InlineData(
        "?dry-run=true", "query",
        "Correct the unknown parameter. The parameters are dryRun, columns, dateFormat, region, delimiter, encoding.")]
    public async Task Start_WhenAnOptionIsInvalid_Returns400BeforeTheFileIsRead(string query, string field, string? error)
    {
        await using var service = await StartAsync();

        using var response = await SendAsync(service.Client, File, query);

        var errors = (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors");
        var ofField = Assert.Single(errors.EnumerateObject(), property => property.Name == field);
        var message = Assert.Single(ofField.Value.EnumerateArray()).GetString();
        Assert.Equal(error ?? message, message);
        Assert.Empty(ReceivedFiles);
    }

    [Theory]
    [InlineData("text/csv; charset=windows-1252", "", "a@xn--mller-kva.example")]
    [InlineData("text/csv; charset=\"utf-8\"", "?encoding=windows-1252", "a@xn--mller-kva.example")]
    [InlineData("text/csv; header=present", "", "a@xn--mller-kva.example")]
    [InlineData("text/csv; charset=utf-8", "", null)]
    public async Task Start_WhenTheContentTypeHasACharset_UsesItUnlessTheEncodingIsGiven(string contentType, string query, string? email)
    {
        await using var service = await StartAsync();
        byte[] file = [.. "email\na@m"u8, 0xFC, .. "ller.example\n"u8];

        using var response = await SendAsync(service.Client, file, query, contentType);

        await WaitForEndAsync(service.Client, response.Headers.Location!.ToString());
        Assert.Equal(email is null ? [] : [email], (await Database.ReadContactsAsync()).Select(contact => contact.Email));
    }

    [Fact]
    public async Task Start_WhenTheCharsetIsUnknown_Returns400()
    {
        await using var service = await StartAsync();

        using var response = await SendAsync(service.Client, File, contentType: "text/csv; charset=klingon");

        Assert.True((await response.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty("encoding", out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_WhenTheFileIsLargerThanTheSetting_Returns413AndKeepsNothing(bool isLengthKnown)
    {
        await using var service = await StartAsync(null, ("Import:MaxBytes", "1000000"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/imports") { Content = new ByteArrayContent(new byte[1_000_001]) };
        request.Headers.ExpectContinue = isLengthKnown;
        request.Headers.TransferEncodingChunked = !isLengthKnown;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Csv);

        using var response = await service.Client.SendAsync(request, Cancellation);

        var problem = await response.ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("Send at most 1000000 bytes.", problem.GetProperty("detail").GetString());
        Assert.Empty(ReceivedFiles);
        using var largest = await SendAsync(service.Client, new byte[1_000_000]);
        Assert.Equal(HttpStatusCode.Accepted, largest.StatusCode);
    }

    [Fact]
    public async Task Start_WhenTheFolderCannotBeUsed_Returns507()
    {
        await System.IO.File.WriteAllTextAsync(Folder, "This is a file, and not a folder.", Cancellation);
        try
        {
            await using var service = await StartAsync();

            using var response = await SendAsync(service.Client, File);

            var problem = await response.ReadProblemAsync(HttpStatusCode.InsufficientStorage);
            Assert.StartsWith("The service cannot store the file.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
        finally
        {
            System.IO.File.Delete(Folder);
        }
    }

    [Fact]
    public async Task Start_WhenTheClientLeaves_KeepsNothing()
    {
        await using var service = await StartAsync();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(service.Client.BaseAddress!.Host, service.Client.BaseAddress.Port, Cancellation);
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes("POST /imports HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\nemail\n"), Cancellation);
            await WaitAsync(() => ReceivedFiles.Any());
        }

        await WaitAsync(() => !ReceivedFiles.Any());
        Assert.Equal("""{"imports":[],"next":null}""", await service.Client.GetJsonAsync("/imports"));
    }

    [Fact]
    public async Task Start_WhenFilesAreStored_LetsOnlyTheOwnUserReadThem()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var holds = new HeldImports();
        await using var service = await StartAsync(holds);
        await ImportAsync(service.Client, File);
        await holds.WaitUntilHeldAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(Folder).UnixFileMode);
        Assert.Equal(2, Directory.EnumerateFiles(Folder).Count());
        Assert.All(Directory.EnumerateFiles(Folder), file => Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode));
        holds.Release();
    }

    [Fact]
    public async Task Get_WhenTheFileCannotBeRead_IsFailedAndSaysWhy()
    {
        await using var service = await StartAsync();

        var import = await WaitForEndAsync(service.Client, await ImportAsync(service.Client, "name,age\nJane,42\n"));

        Assert.Equal("failed", StateOf(import));
        Assert.NotEmpty(import.GetProperty("error").GetString()!);
        Assert.Equal("line,error\r\n", await service.Client.GetStringAsync("/imports/1/errors", Cancellation));
        Assert.Empty(ReceivedFiles);
    }

    [Fact]
    public async Task Get_WhenADryRunHasNoRoomForItsFile_IsFailedAndSaysWhichFolderToSet()
    {
        var trials = new Mock<ITrialStoreFactory>();
        trials.Setup(factory => factory.CreateAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new TrialStoreException(new IOException()));
        await using var service = await FluxKartService.StartAsync(Settings, builder => builder.Services.AddSingleton(trials.Object));

        var import = await WaitForEndAsync(service.Client, await ImportAsync(service.Client, File, "?dryRun=true"));

        Assert.Equal("failed", StateOf(import));
        Assert.Contains("SQLITE_TMPDIR", import.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WhenThereAreSeveralPages_ReturnsTheNewestFirst()
    {
        await using var service = await StartAsync();
        for (var count = 0; count < 3; count++)
            await WaitForEndAsync(service.Client, await ImportAsync(service.Client, File));

        var first = await GetAsync(service.Client, "/imports?limit=2");
        var second = await GetAsync(service.Client, $"/imports?limit=2&after={first.GetProperty("next").GetString()}");

        Assert.Equal([3, 2], IdsOf(first));
        Assert.Equal([1], IdsOf(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(JsonValueKind.Null, first.GetProperty("imports")[0].GetProperty("largestCustomers").ValueKind);
        using var invalid = await service.Client.GetAsync("/imports?after=x&limit=0", Cancellation);
        Assert.Equal(2, (await invalid.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors").EnumerateObject().Count());
    }

    [Theory]
    [InlineData("GET", "/imports/7")]
    [InlineData("DELETE", "/imports/7")]
    [InlineData("GET", "/imports/7/errors")]
    [InlineData("GET", "/imports/seven")]
    public async Task Request_WhenThereIsNoSuchImport_Returns404(string method, string path)
    {
        await using var service = await StartAsync();

        using var response = await service.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancellation);

        await response.ReadProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Import_WhenItHasRun_LeavesNoValueInTheLogOrTheTable()
    {
        await using var service = await ServiceProcess.StartAsync([.. Settings, new("Logging:LogLevel:Default", "Trace")]);
        string[] files =
        [
            "email,phoneNumber\nmarked@example.com,+14158519136\nmarked-nobody,\nmarked2@example.com,marked-number\n",
            "marked@example.com,+14158519136\nmarked2@example.com,+14158519137\n",
        ];
        await WaitForEndAsync(service.Client, await ImportAsync(service.Client, files[0]));
        await WaitForEndAsync(service.Client, await ImportAsync(service.Client, files[1]));
        await WaitForEndAsync(service.Client, await ImportAsync(service.Client, files[1], "?columns=email:marked@example.com"));

        Assert.Equal(["Done", "Failed", "Done"], await Database.QueryAsync("SELECT state FROM import ORDER BY id", row => row.GetString(0)));
        await service.TerminateAsync();
        await service.WaitForExitAsync();
        var log = (await service.OutputAfterStart).Split('\n');
        Assert.Contains(log, line => line.Contains("Import 1 has ended: Done, 3 rows, 1 of them refused", StringComparison.Ordinal));
        // The framework's detailed log has queries.
        Assert.DoesNotContain(
            log, line => line.Contains("marked", StringComparison.OrdinalIgnoreCase) && !line.Contains("?columns=", StringComparison.Ordinal));
        var table = await Database.QueryAsync("SELECT * FROM import", row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue)));
        Assert.DoesNotContain("marked", string.Join('\n', table), StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> NamesOf(JsonElement import) => import.EnumerateObject().Select(property => property.Name);

    private static IEnumerable<long> IdsOf(JsonElement page) =>
        page.GetProperty("imports").EnumerateArray().Select(import => import.GetProperty("id").GetInt64());

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var attempts = 0; !condition(); attempts++)
        {
            Assert.True(attempts < 600, "It has not come to that.");
            await Task.Delay(50, Cancellation);
        }
    }

    private static byte[] Compress(string text)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }

    [GeneratedRegex("""\{\s+"id": 3,\s+"state": "done"[\s\S]*?\}\]\s*\}""")]
    private static partial Regex Example();

    public sealed class OnSqlite(SqliteDatabase database) : ImportsTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ImportsTests(database), IClassFixture<PostgresDatabase>;
}
