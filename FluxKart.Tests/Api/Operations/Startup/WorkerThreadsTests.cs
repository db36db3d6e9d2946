using FluxKart.Api.Operations.Startup;
using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Tests.Api.Operations.Startup;

public sealed class WorkerThreadsTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 1, 3)]
    [InlineData(DatabaseProvider.Sqlite, 8, 8)]
    [InlineData(DatabaseProvider.PostgreSql, 1, 1)]
    public void Minimum_Always_LeavesThreadsForWhatSqliteBlocks(DatabaseProvider provider, int processors, int expected) =>
        Assert.Equal(expected, WorkerThreads.Minimum(provider, processors));
}
