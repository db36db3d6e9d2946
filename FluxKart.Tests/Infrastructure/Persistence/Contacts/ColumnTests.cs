using System.Data.Common;
using System.Text.RegularExpressions;
using FluxKart.Domain.Contacts;
using FluxKart.Infrastructure.Persistence;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Infrastructure.Persistence.Sqlite;
using FluxKart.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Contacts;

/// <summary>
/// The statements that write contacts are written by hand, so a new column could be forgotten in them. Every mapped column is either
/// written by a statement, or named here together with the reason why it is not.
/// </summary>
public abstract partial class ColumnTests(TestDatabase database) : PersistenceTests(database)
{
    private static readonly string[] SetByDefaultOfTheDatabase = ["updatedat"];
    private static readonly string[] NullInANewRow = ["deletedat"];
    private static readonly string[] NeverChanged = ["id", "email", "phonenumber", "createdat"];
    private static readonly string[] SetByTrigger = ["updatedat"];
    private static readonly string[] SetByOtherPrograms = ["deletedat"];

    private readonly List<string> statements = [];

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        var recorder = new Recorder(statements);
        services.ConfigureDbContext<PostgresFluxKartDbContext>(options => options.AddInterceptors(recorder));
        services.ConfigureDbContext<SqliteFluxKartDbContext>(options => options.AddInterceptors(recorder));
    }

    [Fact]
    public async Task Insert_Always_WritesEveryColumnThatANewRowNeeds()
    {
        await IdentifyAsync(Details("a@example.com", "1"));

        var insert = Assert.Single(statements.Select(sql => InsertInto().Match(sql)), match => match.Success);
        var written = insert.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries);

        AssertCoversTheModel([.. written, .. SetByDefaultOfTheDatabase, .. NullInANewRow]);
    }

    [Fact]
    public async Task Relink_Always_WritesEveryColumnThatALinkNeeds()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"));
        await IdentifyAsync(Details("a@example.com", "2"));

        var update = Assert.Single(statements.Select(sql => UpdateSet().Match(sql)), match => match.Success);
        var written = update.Groups["assignments"].Value.Split(',').Select(assignment => assignment.Split('=')[0].Trim());

        AssertCoversTheModel([.. written, .. NeverChanged, .. SetByTrigger, .. SetByOtherPrograms]);
    }

    private void AssertCoversTheModel(string[] columns)
    {
        using var scope = Services.CreateScope();
        var model = scope.ServiceProvider.GetRequiredService<FluxKartDbContext>().Model;
        var mapped = model.FindEntityType(typeof(Contact))!.GetProperties().Select(property => property.GetColumnName());

        Assert.Equal(mapped.Order(StringComparer.Ordinal), columns.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"INSERT INTO contact \((?<columns>[^)]*)\)")]
    private static partial Regex InsertInto();

    [GeneratedRegex(@"UPDATE contact\s+SET\s+(?<assignments>.*?)\s+FROM", RegexOptions.Singleline)]
    private static partial Regex UpdateSet();

    private sealed class Recorder(List<string> statements) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            statements.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            statements.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }
    }

    public sealed class OnSqlite(SqliteDatabase database) : ColumnTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ColumnTests(database), IClassFixture<PostgresDatabase>;
}
