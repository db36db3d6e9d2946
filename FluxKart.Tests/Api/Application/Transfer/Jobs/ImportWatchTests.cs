using FluxKart.Api.Application.Transfer.Jobs;
using FluxKart.Domain.Importing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FluxKart.Tests.Api.Application.Transfer.Jobs;

public sealed class ImportWatchTests : IDisposable
{
    private const int CannotCleanUp = 6021;

    private readonly TestImportFolder folder = new();
    private readonly FakeTimeProvider clock = new();
    private readonly Mock<IImportTurns> turns = new();
    private readonly Mock<ILogger<ImportWatch>> log = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task RunAsync_WhenTheFolderCannotBeRead_StillInterruptsDeadImportsAndLogsItOnce()
    {
        var dead = new ImportSighting(7, "owner", 5);
        await folder.AddReceivedAsync();
        log.Setup(logger => logger.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        turns.Setup(all => all.ReadActiveAsync(It.IsAny<CancellationToken>())).ReturnsAsync([dead]);
        // It stands for any fault of the disk while the files are listed.
        turns
            .Setup(all => all.FindEndedAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IOException("Input/output error"));
        var interrupted = new TaskCompletionSource();
        turns
            .Setup(all => all.TryInterruptAsync(dead, It.IsAny<DateTime>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(true)
            .Callback(() => interrupted.TrySetResult());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var watching = new ImportWatch(turns.Object, folder.Folder, clock, log.Object).RunAsync(_ => false, stop.Token);
        for (var looks = 0; looks < 60 && !interrupted.Task.IsCompleted; looks++)
            clock.Advance(TimeSpan.FromSeconds(2));

        Assert.True(interrupted.Task.IsCompleted);
        await stop.CancelAsync();
        clock.Advance(TimeSpan.FromSeconds(10));
        await watching;
        turns.Verify(
            all => all.FindEndedAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()), Times.AtLeast(2));
        Assert.Single(log.Invocations, entry => entry.Arguments is [LogLevel.Error, EventId { Id: CannotCleanUp }, ..]);
    }
}
