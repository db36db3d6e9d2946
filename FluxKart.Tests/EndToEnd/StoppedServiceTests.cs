using System.Runtime.CompilerServices;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Whoever starts many services in one process, as these tests do, would run out of memory if they stayed there.</summary>
public abstract class StoppedServiceTests(TestDatabase database) : DatabaseTests(database)
{
    private const int MaxCollections = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    [Theory]
    [InlineData("0")]
    [InlineData("1000")]
    public async Task Service_WhenItHasStopped_IsNoLongerInMemory(string requestsPerSecond)
    {
        var services = await RunAsync(requestsPerSecond);

        // A callback of a timer or a connection can still hold it.
        for (var collections = 0; services.IsAlive && collections < MaxCollections; collections++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(Pause, Cancellation);
        }

        Assert.False(services.IsAlive);
    }

    // Apart from the test, whose own variables would hold the service.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> RunAsync(string requestsPerSecond)
    {
        var service = await FluxKartService.StartAsync(
            [.. Database.Configuration, new("RateLimiting:RequestsPerSecond", requestsPerSecond)]);
        var services = new WeakReference(service.Services);
        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.DisposeAsync();
        return services;
    }

    public sealed class OnSqlite(SqliteDatabase database) : StoppedServiceTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : StoppedServiceTests(database), IClassFixture<PostgresDatabase>;
}
