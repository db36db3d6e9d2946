using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Persistence.Sqlite;
using FluxKart.Infrastructure.Persistence.Sqlite.Trials;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Tests.Infrastructure.Persistence.Sqlite.Trials;

/// <summary>What happens in a temporary database if something fails.</summary>
public sealed class TrialUnitOfWorkTests : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=;Pooling=False");
    private readonly SqliteFluxKartDbContext context;

    public TrialUnitOfWorkTests()
    {
        connection.Open();
        var options = new DbContextOptionsBuilder<SqliteFluxKartDbContext>();
        options.UseTrialConnection(connection);
        context = new SqliteFluxKartDbContext(options.Options);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_WhenThereIsNoRoomForTheFile_SaysWhichFolderToSet()
    {
        await RunAsync("PRAGMA max_page_count = 20");

        var fault = await Assert.ThrowsAsync<TrialStoreException>(
            () => RunAsync("CREATE TABLE large AS SELECT randomblob(1000000) AS value"));

        Assert.Contains("SQLITE_TMPDIR", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_WhenAStatementIsWrong_ThrowsTheFaultOfTheStatement() =>
        await Assert.ThrowsAsync<SqliteException>(() => RunAsync("SELECT missing"));

    [Fact]
    public async Task Execute_WhenTheWorkFails_WritesNothing()
    {
        await RunAsync("PRAGMA journal_mode = MEMORY; CREATE TABLE written (value)");

        await Assert.ThrowsAsync<InvalidOperationException>(() => new TrialUnitOfWork(context).ExecuteAsync<bool>(
            async token =>
            {
                await context.Database.ExecuteSqlRawAsync("INSERT INTO written VALUES (1)", token);
                throw new InvalidOperationException();
            },
            Cancellation));

        Assert.Equal(0, await context.Database.SqlQueryRaw<int>("SELECT count(*) AS Value FROM written").SingleAsync(Cancellation));
    }

    public void Dispose()
    {
        context.Dispose();
        connection.Dispose();
    }

    private Task<int> RunAsync(string sql) => new TrialUnitOfWork(context).ExecuteAsync(
        token => context.Database.ExecuteSqlRawAsync(sql, token), Cancellation);
}
