using FluxKart.Domain.Importing;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Importing;

/// <summary>One import runs at a time, and only its own process writes to it.</summary>
public abstract class ImportRepositoryTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly DateTime Now = new(2026, 11, 26, 9, 0, 0, DateTimeKind.Utc);
    private static readonly ImportProgress Progress = new()
    {
        BytesRead = 1,
        Rows = 2,
        Created = 3,
        Linked = 4,
        Merged = 5,
        Matched = 6,
        Refused = 7,
        IgnoredValues = 8,
    };

    private ServiceProvider? services;

    private IImportTurns Turns => services!.GetRequiredService<IImportTurns>();

    private IImportDirectory Directory => services!.GetRequiredService<IImportDirectory>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        services = Database.CreateServices();
    }

    public override async ValueTask DisposeAsync()
    {
        await services!.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task AddAsync_WhenItIsFound_HasAllThatWasStored()
    {
        var added = await Turns.AddAsync(
            Import.Accept(new ReceivedFile("file", ImportFormat.Ndjson, IsDryRun: true, 9), "owner", new string('r', 100)), Cancellation);
        await Turns.TryBeginAsync(added, Now, Cancellation);
        await Turns.EndAsync(added, Progress, new ImportEnd(ImportState.Failed, Now.AddSeconds(1), new string('e', 2000), ["One.", "Two."]), Cancellation);

        var found = (await Directory.FindAsync(added.Id, Cancellation))!;

        Assert.Equal(("file", "owner", ImportFormat.Ndjson, true, 9), (found.File, found.Owner, found.Format, found.IsDryRun, found.Bytes));
        Assert.Equal((64, 1000), (found.Replica.Length, found.Error!.Length));
        Assert.Equal((ImportState.Failed, Now, Now.AddSeconds(1)), (found.State, found.StartedAt, found.EndedAt));
        Assert.Equal(["One.", "Two."], found.Notes);
        Assert.Equal(Progress, ProgressOf(found));
        Assert.Null(await Directory.FindAsync(added.Id + 1, Cancellation));
    }

    [Fact]
    public async Task TryBeginAsync_WhenManyTryAtOnce_BeginsTheFirstAlone()
    {
        var imports = new List<Import>();
        for (var count = 0; count < 8; count++)
            imports.Add(await AddAsync($"owner {count}"));

        while (imports.Count > 0)
        {
            var begun = await Task.WhenAll(imports.Select(import => Turns.TryBeginAsync(import, Now, Cancellation)));
            Assert.Equal([true, .. Enumerable.Repeat(false, imports.Count - 1)], begun);
            Assert.False(await Turns.TryBeginAsync(imports[^1], Now, Cancellation) && imports.Count > 1);
            await Turns.EndAsync(imports[0], Progress, Ending(ImportState.Done), Cancellation);
            imports.RemoveAt(0);
        }
    }

    [Fact]
    public async Task TryBeginAsync_WhenAnEarlierOneAppearsLate_StillBeginsOneAtATime()
    {
        var late = await AddAsync("late");
        var begun = await AddAsync("begun");
        // As if the earlier row had not been committed yet when the later one began.
        await Database.ExecuteAsync($"UPDATE import SET turn = 1 WHERE id = {begun.Id}");

        Assert.False(await Turns.TryBeginAsync(late, Now, Cancellation));

        await Turns.EndAsync(begun, Progress, Ending(ImportState.Done), Cancellation);
        Assert.True(await Turns.TryBeginAsync(late, Now, Cancellation));
    }

    [Fact]
    public async Task ContinueAsync_WhenTheImportRuns_StoresTheProgressAndGrowsItsBeat()
    {
        var import = await AddAsync();
        var before = Assert.Single(await Turns.ReadActiveAsync(Cancellation));

        Assert.True(await Turns.ContinueAsync(import, Progress, Cancellation));

        Assert.Equal(before with { Beat = before.Beat + 1 }, Assert.Single(await Turns.ReadActiveAsync(Cancellation)));
        Assert.Equal(Progress, ProgressOf((await Directory.FindAsync(import.Id, Cancellation))!));
    }

    [Fact]
    public async Task ContinueAsync_WhenTheImportIsCancelled_IsFalseAndItStaysCancelled()
    {
        var import = await AddAsync();
        Assert.True(await Directory.CancelAsync(import.Id, Cancellation));

        Assert.False(await Turns.ContinueAsync(import, Progress, Cancellation));
        Assert.False(await Turns.TryBeginAsync(import, Now, Cancellation));
        Assert.Equal(ImportState.Cancelled, await Turns.EndAsync(import, Progress, Ending(ImportState.Done), Cancellation));

        Assert.Empty(await Turns.ReadActiveAsync(Cancellation));
    }

    [Fact]
    public async Task CancelAsync_WhenTheImportHasEnded_ChangesNothing()
    {
        var import = await AddAsync();
        await Turns.EndAsync(import, Progress, Ending(ImportState.Interrupted), Cancellation);

        Assert.True(await Directory.CancelAsync(import.Id, Cancellation));

        Assert.Equal(ImportState.Interrupted, (await Directory.FindAsync(import.Id, Cancellation))!.State);
        Assert.False(await Directory.CancelAsync(import.Id + 1, Cancellation));
    }

    [Fact]
    public async Task TryInterruptAsync_WhenTheBeatHasGrown_ChangesNothing()
    {
        var import = await AddAsync();
        var seen = Assert.Single(await Turns.ReadActiveAsync(Cancellation));
        await Turns.ContinueAsync(import, Progress, Cancellation);

        Assert.False(await Turns.TryInterruptAsync(seen, Now, Cancellation));

        Assert.True(await Turns.ContinueAsync(import, Progress, Cancellation));
    }

    [Theory]
    [InlineData(false, ImportState.Interrupted)]
    [InlineData(true, ImportState.Cancelled)]
    public async Task TryInterruptAsync_WhenTheProcessIsGone_EndsTheImportForGood(bool isCancelled, ImportState state)
    {
        var import = await AddAsync();
        var next = await AddAsync();
        await Turns.TryBeginAsync(import, Now, Cancellation);
        if (isCancelled)
            await Directory.CancelAsync(import.Id, Cancellation);
        var seen = (await Turns.ReadActiveAsync(Cancellation))[0];

        Assert.True(await Turns.TryInterruptAsync(seen, Now, Cancellation));

        Assert.False(await Turns.TryInterruptAsync(seen, Now, Cancellation));
        Assert.False(await Turns.ContinueAsync(import, Progress, Cancellation));
        Assert.Equal(state, await Turns.EndAsync(import, Progress, Ending(ImportState.Done), Cancellation));
        Assert.Equal(0, (await Directory.FindAsync(import.Id, Cancellation))!.Rows);
        Assert.True(await Turns.TryBeginAsync(next, Now, Cancellation));
    }

    [Fact]
    public async Task FindEndedAsync_Always_TellsKnownFilesFromOthers()
    {
        var ended = await AddAsync();
        var active = await AddAsync();
        await Turns.EndAsync(ended, Progress, Ending(ImportState.Done), Cancellation);

        var found = await Turns.FindEndedAsync([ended.File, active.File, "other"], Cancellation);

        Assert.Equal(2, found.Count);
        Assert.True(found[ended.File]);
        Assert.False(found[active.File]);
    }

    private static ImportEnd Ending(ImportState state) => new(state, Now, null, []);

    private static ImportProgress ProgressOf(Import import) => new()
    {
        BytesRead = import.BytesRead,
        Rows = import.Rows,
        Created = import.Created,
        Linked = import.Linked,
        Merged = import.Merged,
        Matched = import.Matched,
        Refused = import.Refused,
        IgnoredValues = import.IgnoredValues,
    };

    private Task<Import> AddAsync(string owner = "owner") => Turns.AddAsync(
        Import.Accept(new ReceivedFile(Guid.NewGuid().ToString("N"), ImportFormat.Csv, IsDryRun: false, 1), owner, "replica"), Cancellation);

    public sealed class OnSqlite(SqliteDatabase database) : ImportRepositoryTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ImportRepositoryTests(database), IClassFixture<PostgresDatabase>;
}
