using FluxKart.Api;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Tests.Console;

namespace FluxKart.Tests.Api.Operations.Startup;

/// <summary>They change the thread pool of the whole process.</summary>
[Collection(RunsAlone.Name)]
public sealed class WorkerThreadsTests : IDisposable
{
    private readonly int workers;
    private readonly int completionPorts;

    public WorkerThreadsTests() => ThreadPool.GetMinThreads(out workers, out completionPorts);

    public void Dispose() => ThreadPool.SetMinThreads(workers, completionPorts);

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 1, 3)]
    [InlineData(DatabaseProvider.Sqlite, 8, 8)]
    [InlineData(DatabaseProvider.PostgreSql, 1, 1)]
    public void Start_Always_ReservesThreadsForWhatSqliteBlocks(DatabaseProvider provider, int processors, int expected)
    {
        ThreadPool.SetMinThreads(processors, completionPorts);

        Program.CreateBuilder([$"--Database:Provider={provider}", $"--ConnectionStrings:FluxKart={ConnectionStringOf(provider)}"]);

        ThreadPool.GetMinThreads(out var reserved, out _);
        Assert.Equal(expected, reserved);
    }

    private static string ConnectionStringOf(DatabaseProvider provider) =>
        provider == DatabaseProvider.Sqlite ? "Data Source=fluxkart.db" : "Host=localhost;Database=fluxkart";
}
