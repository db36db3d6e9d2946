using System.Threading.Channels;
using FluxKart.Api.Application.Suggestions;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FluxKart.Tests.Api.Application.Suggestions;

/// <summary>When the candidates are found before anyone asks, with a clock that the test moves.</summary>
public sealed class SuggestionRenewalTests : IAsyncDisposable
{
    private readonly PausingClock clock = new();
    private readonly CancellationTokenSource started = new();
    private readonly Mock<ISuggestionDirectory> directory = new();
    private readonly Mock<IEventLog> events = new();
    private readonly ServiceProvider services;
    private readonly SuggestionService suggestions;
    private readonly SuggestionRenewal renewal;
    private long newestEventId = 1;
    private TimeSpan duration = TimeSpan.Zero;

    public SuggestionRenewalTests()
    {
        directory
            .Setup(port => port.FindLargestCustomersAsync(It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Callback(() => clock.Advance(duration))
            .ReturnsAsync([]);
        directory
            .Setup(port => port.FindHottestIdentifiersAsync(It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([]);
        events.Setup(log => log.ReadNewestIdAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => newestEventId);
        services = new ServiceCollection()
            .AddScoped<SuggestionSearch>()
            .AddScoped(_ => directory.Object)
            .AddScoped(_ => events.Object)
            .AddScoped(_ => Mock.Of<IContactRepository>(MockBehavior.Strict))
            .AddSingleton<TimeProvider>(clock)
            .BuildServiceProvider(validateScopes: true);
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        suggestions = new SuggestionService(scopes, clock);
        renewal = new SuggestionRenewal(
            suggestions,
            scopes,
            Mock.Of<IHostApplicationLifetime>(lifetime => lifetime.ApplicationStarted == started.Token),
            clock,
            NullLogger<SuggestionRenewal>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Looks => events.Invocations.Count;

    private int Searches => directory.Invocations.Count(call => call.Method.Name == nameof(ISuggestionDirectory.FindLargestCustomersAsync));

    public async ValueTask DisposeAsync()
    {
        await renewal.StopAsync(CancellationToken.None);
        renewal.Dispose();
        suggestions.Dispose();
        await services.DisposeAsync();
        started.Dispose();
    }

    [Fact]
    public async Task ExecuteAsync_WhenTheServiceHasStarted_SearchesSoon()
    {
        await StartAsync();

        Assert.Equal(TimeSpan.FromSeconds(2), await clock.PassAsync());

        await clock.NextAsync();
        Assert.Equal(1, Searches);
    }

    [Fact]
    public async Task ExecuteAsync_WhenNothingHasHappenedSince_DoesNotSearchAgain()
    {
        await StartAsync();

        for (var pause = 0; pause < 4; pause++)
            await clock.PassAsync();

        await clock.NextAsync();
        Assert.Equal((4, 1), (Looks, Searches));
    }

    [Fact]
    public async Task ExecuteAsync_WhenSomethingHasHappened_SearchesAgainAfterFiveMinutes()
    {
        await StartAsync();
        await clock.PassAsync();
        newestEventId = 2;

        Assert.Equal(TimeSpan.FromMinutes(5), await clock.PassAsync());

        await clock.NextAsync();
        Assert.Equal(2, Searches);
    }

    [Fact]
    public async Task ExecuteAsync_WhenTheSearchTakesLong_RestsAHundredTimesAsLong()
    {
        duration = TimeSpan.FromSeconds(11);
        await StartAsync();
        await clock.PassAsync();

        Assert.Equal(TimeSpan.FromSeconds(1100), await clock.NextAsync());
    }

    [Fact]
    public async Task ExecuteAsync_WhenTheDatabaseIsUnavailable_TriesAgain()
    {
        events
            .SetupSequence(log => log.ReadNewestIdAsync(It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StoreUnavailableException(new TimeoutException()))
            .ReturnsAsync(1);
        await StartAsync();
        await clock.PassAsync();

        Assert.Equal(TimeSpan.FromMinutes(5), await clock.PassAsync());

        await clock.NextAsync();
        Assert.Equal((2, 1), (Looks, Searches));
    }

    private async Task StartAsync()
    {
        await renewal.StartAsync(Cancellation);
        await started.CancelAsync();
    }

    /// <summary>A clock that says for how long the service pauses.</summary>
    private sealed class PausingClock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
        private readonly Channel<TimeSpan> pauses = Channel.CreateUnbounded<TimeSpan>();

        /// <summary>Waits until the service pauses.</summary>
        /// <returns>For how long.</returns>
        public Task<TimeSpan> NextAsync() => pauses.Reader.ReadAsync(Cancellation).AsTask();

        /// <summary>Waits until the service pauses, and lets the time pass.</summary>
        /// <returns>For how long it has paused.</returns>
        public async Task<TimeSpan> PassAsync()
        {
            var pause = await NextAsync();
            Advance(pause);
            return pause;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            pauses.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
