using System.Text;
using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Application.Transfer.Reading.Decoding;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Importing;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FluxKart.Tests.Api.Application.Transfer.Importing;

/// <summary>How a file is divided, and what happens if a batch cannot be applied.</summary>
public sealed class ImportRunTests
{
    private readonly Mock<IImportBatches> batches = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly List<int> applied = [];
    private readonly Mock<IImportObserver> observer = new();

    public ImportRunTests() => batches.Setup(one => one.MaxRows).Returns(1_000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_WhenThereAreManyRows_DividesThemByNumber()
    {
        batches.Setup(one => one.MaxRows).Returns(300);
        TakeRows();

        var result = await ApplyAsync(Emails(601));

        Assert.Equal([300, 300, 1], applied);
        Assert.True(result.IsComplete);
        Assert.Equal((601, 601), (result.Counts.Rows, result.Counts.Created));
    }

    [Fact]
    public async Task Apply_WhenRowsHaveManyValues_DividesThemByTheirIdentifiers()
    {
        TakeRows();
        var row = string.Join(';', Enumerable.Range(0, 90).Select(number => $"e{number}@example.com"));

        await ApplyAsync("email\n" + string.Concat(Enumerable.Repeat(row + "\n", 50)));

        Assert.Equal([22, 22, 6], applied);
    }

    [Fact]
    public async Task Apply_WhenTheDatabaseHasNoRoomForTheLocks_AppliesHalves()
    {
        TakeRows(rows => rows.Count > 300 ? throw new TooManyLocksException(new TimeoutException()) : rows.Count);

        var result = await ApplyAsync(Emails(1_000));

        Assert.Equal([250, 250, 250, 250], applied);
        Assert.Equal(1_000, result.Counts.Created);
    }

    [Fact]
    public async Task Apply_WhenNotEvenOneRowHasRoom_Fails()
    {
        TakeRows(_ => throw new TooManyLocksException(new TimeoutException()));

        await Assert.ThrowsAsync<TooManyLocksException>(() => ApplyAsync(Emails(3)));
    }

    [Fact]
    public async Task Apply_WhenTheDatabaseIsUnavailableForLessThanAMinute_GoesOn()
    {
        var attempts = 0;
        TakeRows(rows => ++attempts < 50 ? throw new StoreUnavailableException(new TimeoutException()) : rows.Count);

        var result = await RunClockAsync(ApplyAsync(Emails(3)));

        Assert.Equal(3, result.Counts.Created);
        Assert.Equal(50, attempts);
    }

    [Fact]
    public async Task Apply_WhenTheDatabaseIsUnavailableForAMinute_Fails()
    {
        var attempts = 0;
        TakeRows(_ =>
        {
            attempts++;
            throw new StoreUnavailableException(new TimeoutException());
        });

        await Assert.ThrowsAsync<StoreUnavailableException>(() => RunClockAsync(ApplyAsync(Emails(3))));

        Assert.InRange(attempts, 55, 65);
    }

    [Fact]
    public async Task Apply_WhenItIsCancelled_EndsAfterTheBatchInFlight()
    {
        using var cancellation = new CancellationTokenSource();
        TakeRows(rows =>
        {
            cancellation.Cancel();
            return rows.Count;
        });

        var result = await ApplyAsync(Emails(3_000), cancellation);

        Assert.False(result.IsComplete);
        Assert.Equal(1_000, result.Counts.Rows);
        observer.Verify(one => one.OnProgressAsync(It.Is<ImportProgress>(counts => counts.Rows == 1_000), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task Apply_WhenAllRowsAreRefused_AppliesNone()
    {
        var result = await ApplyAsync("email\nnonsense\nnone@\n");

        Assert.Empty(applied);
        Assert.Equal((2, 2), (result.Counts.Rows, result.Counts.Refused));
    }

    [Fact]
    public async Task Apply_WhenTheFileBreaksOff_AppliesWhatCameBefore()
    {
        TakeRows();
        using var whole = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(whole, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Emails(50_000)));

        await Assert.ThrowsAsync<UnreadableFileException>(() => ApplyAsync(() => new MemoryStream(whole.ToArray()[..^5_000])));

        Assert.NotEmpty(applied);
    }

    private static string Emails(int count) =>
        "email\n" + string.Concat(Enumerable.Range(0, count).Select(number => $"e{number}@example.com\n"));

    /// <summary>Each batch creates a customer for each row, unless it fails.</summary>
    private void TakeRows(Func<IReadOnlyList<FileRow>, int>? take = null) => batches
        .Setup(one => one.ApplyAsync(It.IsAny<IReadOnlyList<FileRow>>(), It.IsAny<FileCustomers>(), It.IsAny<CancellationToken>()))
        .Returns((IReadOnlyList<FileRow> rows, FileCustomers _, CancellationToken cancellationToken) =>
        {
            Assert.False(cancellationToken.CanBeCanceled);
            var count = take?.Invoke(rows) ?? rows.Count;
            applied.Add(count);
            return Task.FromResult<IReadOnlyList<FileRowOutcome>>([.. Enumerable.Repeat(FileRowOutcome.Created, count)]);
        });

    private Task<ImportResult> ApplyAsync(string csv, CancellationTokenSource? cancellation = null) =>
        ApplyAsync(() => new MemoryStream(Encoding.UTF8.GetBytes(csv)), cancellation);

    private async Task<ImportResult> ApplyAsync(Func<Stream> openFile, CancellationTokenSource? cancellation = null)
    {
        await using var stream = openFile();
        using var file = await CustomerFile.OpenAsync(stream, new ReadingOptions(), clock, Cancellation);
        var run = new ImportRun(
            file, initial: null, batches.Object, new FileClaims(openFile, new ReadingOptions(), clock), observer.Object, clock);
        await run.ApplyAsync(cancellation?.Token ?? Cancellation);
        return run.ToResult([], []);
    }

    private async Task<ImportResult> RunClockAsync(Task<ImportResult> import)
    {
        while (!import.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(1, Cancellation);
        }

        return await import;
    }
}
