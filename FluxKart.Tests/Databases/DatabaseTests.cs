namespace FluxKart.Tests.Databases;

/// <summary>Tests that run on each database: one abstract suite, and a sealed class for each of the two.</summary>
public abstract class DatabaseTests : IAsyncLifetime
{
    protected DatabaseTests(TestDatabase database)
    {
        if (database.Missing is { } reason)
            Assert.Skip(reason);
        Database = database;
    }

    protected TestDatabase Database { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => await Database.EmptyAsync();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
