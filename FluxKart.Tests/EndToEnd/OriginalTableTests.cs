using System.Data.Common;
using FluxKart.Tests.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>A start on a database with the original service's table names it, and changes nothing.</summary>
public abstract class OriginalTableTests(TestDatabase database) : DatabaseTests(database)
{
    [Theory]
    [InlineData("contact", "", false)]
    [InlineData("contact", "", true)]
    [InlineData("\"Contact\"", "\"", false)]
    [InlineData("\"Contact\"", "\"", true)]
    [InlineData("\"Contacts\"", "\"", true)]
    public async Task Start_WhenDatabaseHoldsTheOriginalsTable_NamesItAndChangesNothing(string table, string quote, bool migrates)
    {
        await using var other = await CreateOtherAsync();
        await other.ExecuteAsync(CreateTableSql(table, quote));
        var before = await other.ReadObjectsAsync();

        var (exitCode, error) = await ServiceProcess.FailToStartAsync(
            [.. other.Settings, new("Database:MigrateOnStartup", migrates ? "true" : "false")]);

        Assert.Equal(1, exitCode);
        Assert.Contains($"already has the original service's table {table.Trim('"')}", error, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", error, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:FluxKart", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(character => character == '\n'));
        Assert.Equal(before, await other.ReadObjectsAsync());
    }

    [Fact]
    public async Task Start_WhenDatabaseHasAnotherProgramsTableOfThatName_NamesItAndChangesNothing()
    {
        await using var other = await CreateOtherAsync();
        await other.ExecuteAsync("CREATE TABLE contact (id integer primary key, name text)");
        var before = await other.ReadObjectsAsync();

        var (_, error) = await ServiceProcess.FailToStartAsync([.. other.Settings, new("Database:MigrateOnStartup", "true")]);

        Assert.Contains("already has a table contact of another program", error, StringComparison.Ordinal);
        Assert.Equal(before, await other.ReadObjectsAsync());
    }

    [Fact]
    public async Task Migrate_WhenDatabaseHoldsTheOriginalsTable_NamesItAndChangesNothing()
    {
        await using var other = await CreateOtherAsync();
        await other.ExecuteAsync(CreateTableSql("\"Contact\"", "\""));
        var before = await other.ReadObjectsAsync();

        var (exitCode, _, error) = await ServiceProcess.RunAsync(other.Settings, "migrate");

        Assert.Equal(1, exitCode);
        Assert.Contains("already has the original service's table Contact", error, StringComparison.Ordinal);
        Assert.Equal(before, await other.ReadObjectsAsync());
    }

    [Fact]
    public async Task Start_WhenDatabaseHasUnrelatedTables_CreatesItsOwn()
    {
        await using var other = await CreateOtherAsync();
        await other.ExecuteAsync("CREATE TABLE contacts (id integer primary key, name text)");

        await using var service = await ServiceProcess.StartAsync([.. other.Settings, new("Database:MigrateOnStartup", "true")]);

        await service.Client.IdentifyAsync("a@example.com", "1");
    }

    private static string CreateTableSql(string table, string q) =>
        $"CREATE TABLE {table} (id integer primary key, {q}phoneNumber{q} text, email text, {q}linkedId{q} integer, {q}linkPrecedence{q} text, "
        + $"{q}createdAt{q} text, {q}updatedAt{q} text, {q}deletedAt{q} text)";

    /// <summary>A database without FluxKart's schema.</summary>
    protected abstract Task<OtherDatabase> CreateOtherAsync();

    /// <summary>A database that another program has created.</summary>
    protected abstract class OtherDatabase : IAsyncDisposable
    {
        public abstract Dictionary<string, string?> Settings { get; }

        protected abstract string ObjectsSql { get; }

        public async Task ExecuteAsync(string sql)
        {
            await using var connection = CreateConnection();
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        /// <summary>Everything in the database, and next to it.</summary>
        public virtual async Task<List<string>> ReadObjectsAsync()
        {
            await using var connection = CreateConnection();
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = ObjectsSql;
            await using var reader = await command.ExecuteReaderAsync(Cancellation);
            var objects = new List<string>();
            while (await reader.ReadAsync(Cancellation))
                objects.Add(reader.GetString(0));
            return objects;
        }

        public abstract ValueTask DisposeAsync();

        protected abstract DbConnection CreateConnection();
    }

    public sealed class OnSqlite(SqliteDatabase database) : OriginalTableTests(database), IClassFixture<SqliteDatabase>
    {
        protected override Task<OtherDatabase> CreateOtherAsync() => Task.FromResult<OtherDatabase>(new OtherSqliteDatabase());

        private sealed class OtherSqliteDatabase : OtherDatabase
        {
            private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");

            public override Dictionary<string, string?> Settings => new() { ["ConnectionStrings:FluxKart"] = $"Data Source={folder.FullName}/shop.db" };

            protected override string ObjectsSql => "SELECT name FROM sqlite_master ORDER BY name";

            public override async Task<List<string>> ReadObjectsAsync() =>
                [.. await base.ReadObjectsAsync(), .. folder.GetFiles().Select(file => $"{file.Name}, {file.Length} bytes").Order()];

            public override ValueTask DisposeAsync()
            {
                folder.Delete(recursive: true);
                return ValueTask.CompletedTask;
            }

            protected override DbConnection CreateConnection() => new SqliteConnection($"{Settings["ConnectionStrings:FluxKart"]};Pooling=False");
        }
    }

    public sealed class OnPostgres(PostgresDatabase database) : OriginalTableTests(database), IClassFixture<PostgresDatabase>
    {
        protected override async Task<OtherDatabase> CreateOtherAsync()
        {
            var temporary = new TemporaryPostgresDatabase(Database.ConnectionString);
            await temporary.CreateAsync();
            return new OtherPostgresDatabase(temporary, Database);
        }

        private sealed class OtherPostgresDatabase(TemporaryPostgresDatabase temporary, TestDatabase server) : OtherDatabase
        {
            public override Dictionary<string, string?> Settings => new(server.Configuration) { ["ConnectionStrings:FluxKart"] = ConnectionString };

            protected override string ObjectsSql => "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1";

            private string ConnectionString =>
                new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = temporary.Name, Pooling = false }.ConnectionString;

            public override ValueTask DisposeAsync() => temporary.DisposeAsync();

            protected override DbConnection CreateConnection() => new NpgsqlConnection(ConnectionString);
        }
    }
}
