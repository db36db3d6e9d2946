namespace FluxKart.Tests.Databases;

/// <summary>Tests that need a database. A suite for both databases is abstract, with a sealed class for each.</summary>
public abstract class DatabaseTests : IAsyncLifetime
{
    protected DatabaseTests(TestDatabase database)
    {
        if (database.UnavailableReason is { } reason)
            Assert.Skip(reason);
        Database = database;
    }

    protected TestDatabase Database { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => await Database.EmptyAsync();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
