using System.Net;
using FluxKart.Infrastructure.Persistence;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Anyone may ask whether the service is ready. The work of that does not depend on how many do.</summary>
public sealed class SharedHealthReportTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    private readonly FakeTimeProvider clock = new();
    private readonly Mock<IReadinessProbe> probe = new();

    [Fact]
    public async Task Ready_When60RequestsArriveAtOnce_ProbesOnceASecond()
    {
        var result = new TaskCompletionSource<ReadinessFault?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await StartAsync();
        probe.Setup(probe => probe.FindFaultAsync(It.IsAny<CancellationToken>())).Returns(result.Task);

        var responses = Task.WhenAll(Enumerable.Range(0, 60).Select(_ => service.Client.GetAsync("/health/ready", Cancellation)));
        result.SetResult(null);
        Assert.All(await responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        AssertProbes(1);

        clock.Advance(TimeSpan.FromSeconds(0.9));
        await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);
        AssertProbes(1);

        clock.Advance(TimeSpan.FromSeconds(0.1));
        await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);
        AssertProbes(2);
    }

    [Fact]
    public async Task Ready_WhenTheFirstClientLeaves_ServesTheOthersFromTheSameProbe()
    {
        var result = new TaskCompletionSource<ReadinessFault?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await StartAsync();
        probe.Setup(probe => probe.FindFaultAsync(It.IsAny<CancellationToken>())).Returns((CancellationToken cancellationToken) =>
        {
            started.TrySetResult();
            return result.Task.WaitAsync(cancellationToken);
        });
        using (var leaving = new CancellationTokenSource())
        {
            var first = service.Client.GetAsync("/health/ready", leaving.Token);
            await started.Task;
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        }

        var second = service.Client.GetAsync("/health", Cancellation);
        result.SetResult(new ReadinessFault("The database is elsewhere.", "Bring it back."));

        using var response = await second;
        var problem = await response.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("The database is elsewhere.", problem.GetProperty("detail").GetString());
        Assert.NotNull(response.Headers.RetryAfter);
        AssertProbes(1);
    }

    private Task<FluxKartService> StartAsync() => FluxKartService.StartAsync(
        Database.Configuration,
        builder => builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(probe.Object));

    private void AssertProbes(int count)
    {
        // The start probes once.
        probe.Verify(probe => probe.FindFaultAsync(It.IsAny<CancellationToken>()), Times.Exactly(1 + count));
    }
}
