using System.Text;
using FluxKart.Api;
using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Application.Transfer.Reading.Decoding;
using FluxKart.Api.Operations.Commands;
using FluxKart.Api.Operations.Commands.Importing;
using FluxKart.Api.Operations.Startup;
using FluxKart.Domain.Importing;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace FluxKart.Tests.Api.Operations.Commands.Importing;

/// <summary>What the command makes of what the import does. The import itself is a double.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private static readonly ImportProgress TwoRows = new() { Rows = 2, Created = 2, BytesRead = 10 };

    private static readonly ImportedRow BadRow = new() { Line = 4, Cells = ["a@b@c"], Faults = [new RowFault("email", "Fix it."), new RowFault("phone", "Fix it too.")] };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");
    private readonly StringWriter output = new();
    private readonly Mock<IImportService> import = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Refused => Path.Combine(folder.FullName, "refused.csv");

    public void Dispose()
    {
        output.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(0, true, 0)]
    [InlineData(0, true, 0, "--dry-run")]
    [InlineData(2, true, 1)]
    [InlineData(2, true, 1, "--dry-run")]
    [InlineData(1, false, 0)]
    [InlineData(1, false, 1)]
    public async Task Run_Always_EndsWithTheExitCode(int expected, bool isComplete, int refused, params string[] options)
    {
        Import((_, _) => Task.FromResult(Result(TwoRows with { Refused = refused }, isComplete)));

        Assert.Equal(expected, await RunAsync(options));
    }

    [Fact]
    public async Task Run_Always_HandsTheFileAndTheOptionsOver()
    {
        Import(async (request, _) =>
        {
            using var reader = new StreamReader(request.OpenFile());
            using var again = new StreamReader(request.OpenFile());
            Assert.Equal(("email\n", "email\n"), (await reader.ReadToEndAsync(Cancellation), await again.ReadToEndAsync(Cancellation)));
            Assert.Equal((true, "DE"), (request.IsDryRun, request.Reading.Region));
            return Result(TwoRows);
        });

        Assert.Equal(0, await RunAsync("--dry-run", "--region=DE"));
        Assert.StartsWith("Dry run of standard input; nothing was written: 2 rows", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenThereIsNoDatabase_CreatesIt()
    {
        Import((_, _) =>
        {
            Assert.True(File.Exists(Path.Combine(folder.FullName, "shop.db")));
            return Task.FromResult(Result(TwoRows));
        });

        Assert.Equal(0, await RunAsync());
    }

    [Fact]
    public async Task Run_WhenRowsHaveErrors_WritesThemToTheFileAndTheFirstFiveToTheSummary()
    {
        Import(async (_, observer) =>
        {
            await observer.OnStartedAsync(["email", "phone"], Cancellation);
            for (var row = 0; row < 3; row++)
                await observer.OnFaultsAsync(BadRow, Cancellation);
            await observer.OnProgressAsync(TwoRows, Cancellation);
            return Result(TwoRows with { Refused = 3 });
        });

        Assert.Equal(2, await RunAsync("--errors", Refused));
        Assert.Equal(5, output.ToString().Split("- line 4, ").Length - 1);
        Assert.DoesNotContain("a@b@c", output.ToString(), StringComparison.Ordinal);
        Assert.Equal("a@b@c,,4,email: Fix it. phone: Fix it too.", (await File.ReadAllLinesAsync(Refused, Cancellation))[3]);
    }

    [Fact]
    public async Task Run_WhenABatchIsCommitted_HasItsErrorsInTheFileAlready()
    {
        Import(async (_, observer) =>
        {
            await observer.OnStartedAsync(["email", "phone"], Cancellation);
            await observer.OnFaultsAsync(BadRow, Cancellation);
            await observer.OnProgressAsync(TwoRows, Cancellation);
            Assert.Equal("email,phone,line,error\r\na@b@c,,4,email: Fix it. phone: Fix it too.\r\n".Length, new FileInfo(Refused).Length);
            return Result(TwoRows);
        });

        Assert.Equal(0, await RunAsync("--errors", Refused));
    }

    [Fact]
    public async Task Run_WhenNoRowHasErrors_LeavesNoFile()
    {
        Import(async (_, observer) =>
        {
            await observer.OnStartedAsync(["email", "phone"], Cancellation);
            return Result(TwoRows);
        });

        Assert.Equal(0, await RunAsync("--errors", Refused));
        Assert.False(File.Exists(Refused));
    }

    [Theory]
    [InlineData(0, "Lost. Nothing was imported.")]
    [InlineData(1200, "Lost. 1,200 rows before that are done. Import the same file again to continue: what is there already adds nothing.")]
    [InlineData(1200, "Lost. Nothing was imported.", "--dry-run")]
    public async Task Run_WhenTheImportFails_SaysWhyAndHowFarItCame(int rows, string expected, params string[] options)
    {
        Import(async (_, observer) =>
        {
            await observer.OnProgressAsync(new ImportProgress { Rows = rows }, Cancellation);
            throw new UnreadableFileException("Lost.");
        });

        var failure = await Assert.ThrowsAsync<IncompleteImportException>(() => RunAsync(options));

        Assert.Equal(expected, StartupFailure.Describe(failure));
    }

    [Fact]
    public async Task Run_WhenItIsStopped_PassesTheTokenOn()
    {
        using var stop = new CancellationTokenSource();
        import.Setup(service => service.RunAsync(It.IsAny<ImportRequest>(), It.IsAny<IImportObserver>(), It.IsAny<CancellationToken>()))
            .Returns(async (ImportRequest _, IImportObserver _, CancellationToken stopping) =>
            {
                await stop.CancelAsync();
                return Result(TwoRows, isComplete: !stopping.IsCancellationRequested);
            });

        Assert.Equal(1, await RunUntilAsync(stop.Token));
        Assert.StartsWith("Stopped: 2 rows", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenItIsStoppedBeforeTheFirstRow_SaysSo()
    {
        Assert.Equal(1, await RunUntilAsync(new CancellationToken(canceled: true)));

        Assert.Equal("Stopped before the first row; nothing was imported.", output.ToString().Trim());
        import.VerifyNoOtherCalls();
    }

    private static ImportResult Result(ImportProgress counts, bool isComplete = true) => new(counts, isComplete, [], [], []);

    private void Import(Func<ImportRequest, IImportObserver, Task<ImportResult>> run) => import
        .Setup(service => service.RunAsync(It.IsAny<ImportRequest>(), It.IsAny<IImportObserver>(), It.IsAny<CancellationToken>()))
        .Returns((ImportRequest request, IImportObserver observer, CancellationToken _) => run(request, observer));

    private Task<int> RunAsync(params string[] options) => RunUntilAsync(Cancellation, options);

    private async Task<int> RunUntilAsync(CancellationToken stopping, params string[] options)
    {
        var parsed = ImportOptions.Parse(["-", .. options, $"--ConnectionStrings:FluxKart=Data Source={folder.FullName}/shop.db"]);
        var builder = Program.CreateBuilder(parsed.Settings);
        builder.Services.AddSingleton(import.Object);
        await using var app = builder.Build();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("email\n"));
        var console = new ImportConsole
        {
            Input = input,
            Output = output,
            ShowsValues = false,
            Progress = new ProgressLines(TextWriter.Null, TimeProvider.System),
        };
        return await ImportCommand.RunAsync(app.Services, parsed, console, stopping);
    }
}
