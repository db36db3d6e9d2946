using FluxKart.Api.Application.Suggestions;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FluxKart.Tests.Api.Application.Suggestions;

/// <summary>When the report is computed, with a clock that the test moves.</summary>
public sealed class SuggestionServiceTests : IDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Mock<ISuggestionDirectory> directory = new();
    private readonly ServiceProvider services;
    private readonly SuggestionService service;
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationToken computation;
    private IReadOnlyList<CustomerSize> found = [];

    public SuggestionServiceTests()
    {
        services = new ServiceCollection()
            .AddScoped<SuggestionSearch>()
            .AddScoped(_ => directory.Object)
            .AddScoped(_ => Mock.Of<IContactRepository>(MockBehavior.Strict))
            .AddSingleton<TimeProvider>(clock)
            .BuildServiceProvider(validateScopes: true);
        service = new SuggestionService(services.GetRequiredService<IServiceScopeFactory>(), clock);
        directory
            .Setup(port => port.FindHottestIdentifiersAsync(It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([]);
        directory
            .Setup(port => port.ListSizesAsync(It.IsAny<IReadOnlyCollection<long>>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => found);
        ReturnSizes(() => Task.FromResult<IReadOnlyList<CustomerSize>>([]));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Searches => directory.Invocations.Count(call => call.Method.Name == nameof(ISuggestionDirectory.FindLargestCustomersAsync));

    private int Examinations => directory.Invocations.Count(call => call.Method.Name == nameof(ISuggestionDirectory.ListSizesAsync));

    public void Dispose()
    {
        service.Dispose();
        services.Dispose();
    }

    [Fact]
    public async Task ReadAsync_WhenTheReportIsUnderAMinuteOld_ReturnsItAgain()
    {
        Take(TimeSpan.FromSeconds(10));
        var first = await service.ReadAsync(20, notBefore: null, Cancellation);
        clock.Advance(TimeSpan.FromSeconds(59));

        var second = await service.ReadAsync(20, notBefore: null, Cancellation);

        Assert.Equal(1, Searches);
        Assert.Equal(first.ComputedAt, second.ComputedAt);
    }

    [Fact]
    public async Task ReadAsync_WhenTheReportIsAMinuteOldAndTheSearchTookLong_ExaminesWhatWasFound()
    {
        Take(TimeSpan.FromSeconds(10));
        var first = await service.ReadAsync(20, notBefore: null, Cancellation);
        clock.Advance(TimeSpan.FromMinutes(1));

        var second = await service.ReadAsync(20, notBefore: null, Cancellation);

        Assert.Equal((1, 2), (Searches, Examinations));
        Assert.Equal(first.ComputedAt, second.ComputedAt);
    }

    [Fact]
    public async Task ReadAsync_WhenTheSearchBeganBeforeWhatTheReaderAsksFor_SearchesAgain()
    {
        Take(TimeSpan.FromSeconds(10));
        await service.ReadAsync(20, notBefore: null, Cancellation);
        var notBefore = clock.GetUtcNow().UtcDateTime;
        clock.Advance(TimeSpan.FromSeconds(1));
        var before = clock.GetUtcNow().UtcDateTime;

        var second = await service.ReadAsync(20, notBefore, Cancellation);
        var third = await service.ReadAsync(20, notBefore, Cancellation);

        Assert.Equal((2, 2), (Searches, Examinations));
        Assert.Equal((before, before), (second.ComputedAt, third.ComputedAt));
    }

    [Fact]
    public async Task ReadAsync_WhenTheMomentThatTheReaderAsksForIsInTheFuture_SearchesAsOfNow()
    {
        Take(TimeSpan.FromSeconds(10));
        var before = clock.GetUtcNow().UtcDateTime;

        var report = await service.ReadAsync(20, before.AddHours(1), Cancellation);

        Assert.Equal(before, report.ComputedAt);
    }

    [Fact]
    public async Task ReadAsync_WhileANewSearchRuns_ExaminesWhatWasFoundBefore()
    {
        Take(TimeSpan.FromSeconds(10));
        var first = await service.ReadAsync(20, notBefore: null, Cancellation);
        clock.Advance(TimeSpan.FromMinutes(1));
        var pause = Pause();
        var renewal = service.RenewAsync(Cancellation);

        var second = await service.ReadAsync(20, notBefore: null, Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);

        Assert.False(renewal.IsCompleted);
        Assert.Equal(first.ComputedAt, second.ComputedAt);
        pause.SetResult([]);
        await renewal;
    }

    [Fact]
    public async Task ReadAsync_WhenWhatWasFoundIsOld_SearchesForTheReadersToCome()
    {
        Take(TimeSpan.FromSeconds(1));
        var first = await service.ReadAsync(20, notBefore: null, Cancellation);
        clock.Advance(TimeSpan.FromSeconds(99));
        await service.ReadAsync(20, notBefore: null, Cancellation);
        Assert.Equal(1, Searches);
        var pause = Pause();
        clock.Advance(TimeSpan.FromMinutes(1));

        var second = await service.ReadAsync(20, notBefore: null, Cancellation);
        var third = service.ReadAsync(20, clock.GetUtcNow().UtcDateTime, Cancellation);

        Assert.Equal(first.ComputedAt, second.ComputedAt);
        Assert.False(third.IsCompleted);
        pause.SetResult([]);
        Assert.Equal(clock.GetUtcNow().UtcDateTime, (await third).ComputedAt);
        Assert.Equal(2, Searches);
    }

    [Fact]
    public async Task RenewAsync_WhenAReportIsKept_SearchesForTheReadersToCome()
    {
        Take(TimeSpan.FromSeconds(10));
        await service.ReadAsync(20, notBefore: null, Cancellation);
        clock.Advance(TimeSpan.FromSeconds(1));
        var before = clock.GetUtcNow().UtcDateTime;

        var duration = await service.RenewAsync(Cancellation);

        Assert.Equal(TimeSpan.FromSeconds(10), duration);
        Assert.Equal(before, (await service.ReadAsync(20, notBefore: null, Cancellation)).ComputedAt);
        Assert.Equal(2, Searches);
    }

    [Theory]
    [InlineData(199, 1)]
    [InlineData(200, 2)]
    public async Task ReadAsync_WhenTheComputationTook10Ms_ReturnsTheReportFor200Ms(int age, int computations)
    {
        Take(TimeSpan.FromMilliseconds(10));
        await service.ReadAsync(20, notBefore: null, Cancellation);
        clock.Advance(TimeSpan.FromMilliseconds(age));

        await service.ReadAsync(20, notBefore: null, Cancellation);

        Assert.Equal(computations, Searches);
    }

    [Fact]
    public async Task ReadAsync_WhenAComputationIsRunning_WaitsForItInsteadOfStartingAnother()
    {
        var pause = Pause();
        var readers = Enumerable.Range(0, 10).Select(_ => service.ReadAsync(20, notBefore: null, Cancellation)).ToList();

        pause.SetResult([]);
        await Task.WhenAll(readers);

        Assert.Equal(1, Searches);
    }

    [Fact]
    public async Task ReadAsync_WhenTheFirstCallerCancels_CompletesForTheOthers()
    {
        var pause = Pause();
        using var first = new CancellationTokenSource();
        var cancelled = service.ReadAsync(20, notBefore: null, first.Token);
        var other = service.ReadAsync(20, notBefore: null, Cancellation);

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        // Too large to be examined.
        pause.SetResult([new CustomerSize(1, 20_001)]);

        Assert.Single((await other).LargestCustomers);
    }

    [Fact]
    public async Task ReadAsync_WhenTheDatabaseIsUnavailable_FailsForAllThatWaitAndThenTriesAgain()
    {
        var pause = Pause();
        var readers = Enumerable.Range(0, 3).Select(_ => service.ReadAsync(20, notBefore: null, Cancellation)).ToList();

        pause.SetException(new StoreUnavailableException(new TimeoutException()));
        foreach (var reader in readers)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => reader);
        ReturnSizes(() => Task.FromResult<IReadOnlyList<CustomerSize>>([]));
        await service.ReadAsync(20, notBefore: null, Cancellation);

        Assert.Equal(2, Searches);
    }

    [Fact]
    public async Task ReadAsync_WhenThereIsMoreThanTheLimit_ReturnsTheFirstOfEachList()
    {
        ReturnSizes(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult<IReadOnlyList<CustomerSize>>([new(7, 30_000), new(1, 20_001), new(2, 20_002)]);
        });
        directory
            .Setup(port => port.FindHottestIdentifiersAsync(SuggestionSearch.MaxListed, It.IsAny<CancellationToken>()))
            .ReturnsAsync([Parsed.Email("a@example.com"), Parsed.Email("b@example.com")]);
        directory
            .Setup(port => port.ListUsesAsync(
                It.IsAny<IReadOnlyCollection<Identifier>>(), SuggestionSearch.MaxListed, It.IsAny<CancellationToken>()))
            .ReturnsAsync([new(Parsed.Email("a@example.com"), 3, 3), new(Parsed.Email("b@example.com"), 2, 2)]);
        directory
            .Setup(port => port.ListHoldersAsync(It.IsAny<IReadOnlyCollection<Identifier>>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([]);

        var one = await service.ReadAsync(1, notBefore: null, Cancellation);
        var all = await service.ReadAsync(100, notBefore: null, Cancellation);

        Assert.Equal([7], one.LargestCustomers.Select(customer => customer.PrimaryContactId));
        Assert.Equal(["a@example.com"], one.HottestIdentifiers.Select(use => use.Identifier.Value));
        Assert.Equal((3, 2), (all.LargestCustomers.Count, all.HottestIdentifiers.Count));
    }

    [Fact]
    public async Task Dispose_WhenAComputationIsRunning_CancelsIt()
    {
        Pause();
        var stopping = new SuggestionService(services.GetRequiredService<IServiceScopeFactory>(), clock);
        var reader = stopping.ReadAsync(20, notBefore: null, Cancellation);
        await started.Task;

        stopping.Dispose();

        Assert.True(computation.IsCancellationRequested);
        Assert.False(reader.IsCompletedSuccessfully);
    }

    // The customer is too large to be examined for what comes apart.
    private void Take(TimeSpan duration) => ReturnSizes(() =>
    {
        clock.Advance(duration);
        return Task.FromResult<IReadOnlyList<CustomerSize>>([new(7, 30_000)]);
    });

    private TaskCompletionSource<IReadOnlyList<CustomerSize>> Pause()
    {
        var pause = new TaskCompletionSource<IReadOnlyList<CustomerSize>>(TaskCreationOptions.RunContinuationsAsynchronously);
        ReturnSizes(() => pause.Task);
        return pause;
    }

    private void ReturnSizes(Func<Task<IReadOnlyList<CustomerSize>>> sizes) => directory
        .Setup(port => port.FindLargestCustomersAsync(SuggestionSearch.MaxListed, It.IsAny<CancellationToken>()))
        .Callback((int _, CancellationToken token) =>
        {
            computation = token;
            started.TrySetResult();
        })
        .Returns(async () =>
        {
            found = await sizes();
            return [.. found.Select(customer => customer.PrimaryContactId)];
        });
}
