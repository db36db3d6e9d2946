using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Infrastructure.Persistence.Importing;
using Npgsql;

namespace FluxKart.Tests.Infrastructure.Persistence.Postgres.InitialLoading;

/// <summary>What is special about the load on PostgreSQL: it replaces tables that others use meanwhile.</summary>
public sealed class PostgresInitialLoadTests(PostgresDatabase database) : BulkLoadTests(database), IClassFixture<PostgresDatabase>
{
    private const string SchemaSql =
        """
        SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL
        SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL
        SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL
        SELECT format('%s %s %s %s %s %s %s', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod),
            attcollation::regcollation, attidentity, pg_get_expr(adbin, adrelid))
        FROM pg_attribute
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attrelid IN ('contact'::regclass, 'event'::regclass, 'eventcontact'::regclass) AND attnum > 0
        UNION ALL
        SELECT relname || ' ' || pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL
        SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_'
        ORDER BY 1
        """;

    protected override string DrawIdsSql => "SELECT setval('contact_id_seq', 10), setval('event_id_seq', 20)";

    [Fact]
    public async Task Complete_Always_LeavesTheSchemaOfAMigratedDatabase()
    {
        var before = await Database.QueryAsync(SchemaSql, row => row.GetString(0));

        await LoadAsync(FileRow.Of([EmailAddress.FromStored("a@example.com")], [PhoneNumber.FromStored("1"), PhoneNumber.FromStored("2")]));

        Assert.Equal(before, await Database.QueryAsync(SchemaSql, row => row.GetString(0)));
        Assert.Equal(
            ["contact", "event", "eventcontact", "ix_contact_customer"],
            await Database.QueryAsync(
                "SELECT DISTINCT tablename::text FROM pg_stats WHERE schemaname = 'public' ORDER BY 1", row => row.GetString(0)));
    }

    [Theory]
    [InlineData("INSERT INTO contact (email, linkprecedence) VALUES ('a@example.com', 'primary')")]
    [InlineData("INSERT INTO event (type, data) VALUES ('identifier.shared', '{}')")]
    [InlineData("INSERT INTO sharedidentifier (email, istakenapart) VALUES ('a@example.com', false)")]
    [InlineData("INSERT INTO separation (contactid, othercontactid) VALUES (1, 2)")]
    [InlineData("INSERT INTO standin (removedid, role, contactid) VALUES (1, 'Kept', 2)")]
    public async Task TryBegin_WhenSomethingIsStored_BeginsNothing(string insert)
    {
        await Database.ExecuteAsync(insert);

        Assert.Null(await TryBeginAsync());
    }

    [Theory]
    [InlineData("GRANT SELECT ON contact TO pg_monitor", "REVOKE SELECT ON contact FROM pg_monitor")]
    [InlineData("ALTER TABLE event SET (fillfactor = 90)", "ALTER TABLE event RESET (fillfactor)")]
    [InlineData("ALTER TABLE contact ENABLE ROW LEVEL SECURITY", "ALTER TABLE contact DISABLE ROW LEVEL SECURITY")]
    [InlineData("ALTER TABLE eventcontact OWNER TO pg_monitor", "ALTER TABLE eventcontact OWNER TO CURRENT_USER")]
    [InlineData("CREATE PUBLICATION load_test FOR TABLE event", "DROP PUBLICATION load_test")]
    [InlineData("CREATE PUBLICATION load_test FOR ALL TABLES", "DROP PUBLICATION load_test")]
    [InlineData("GRANT SELECT (id) ON contact TO pg_monitor", "REVOKE SELECT (id) ON contact FROM pg_monitor")]
    [InlineData("GRANT USAGE ON SEQUENCE event_id_seq TO pg_monitor", "REVOKE USAGE ON SEQUENCE event_id_seq FROM pg_monitor")]
    [InlineData("ALTER TABLE contact DISABLE TRIGGER contact_updatedat", "ALTER TABLE contact ENABLE TRIGGER contact_updatedat")]
    [InlineData(
        "CREATE TRIGGER load_test AFTER INSERT ON contact FOR EACH ROW EXECUTE FUNCTION contact_set_updatedat()",
        "DROP TRIGGER load_test ON contact")]
    [InlineData("COMMENT ON TABLE contact IS 'ours'", "COMMENT ON TABLE contact IS NULL")]
    [InlineData("ALTER TABLE event ALTER type SET STATISTICS 500", "ALTER TABLE event ALTER type SET STATISTICS -1")]
    [InlineData("ALTER TABLE event REPLICA IDENTITY FULL", "ALTER TABLE event REPLICA IDENTITY DEFAULT")]
    [InlineData("CREATE VIEW load_test AS SELECT id FROM contact", "DROP VIEW load_test")]
    [InlineData("CREATE TABLE load_test (id bigint REFERENCES contact)", "DROP TABLE load_test")]
    public async Task TryBegin_WhenACopyWouldLackSomething_BeginsNothing(string change, string undo)
    {
        await Database.ExecuteAsync(change);

        var load = await TryBeginAsync();

        await Database.ExecuteAsync(undo);
        Assert.Null(load);
    }

    [Fact]
    public async Task Complete_WhenSomebodyWroteInTheMeantime_FailsAndLeavesNothing()
    {
        var before = await Database.QueryAsync(SchemaSql, row => row.GetString(0));

        await Assert.ThrowsAsync<BulkLoadFailedException>(
            () => LoadAsync(() => IdentifyAsync(Details("b@example.com", "2")), Row("a@example.com", "1")));

        Assert.Equal([new ContactRow(1, "b@example.com", "2", null, "primary")], await Database.ReadContactsAsync());
        Assert.Equal(before, await Database.QueryAsync(SchemaSql, row => row.GetString(0)));
    }

    [Fact]
    public async Task Complete_WhenTheSchemaWasMigratedInTheMeantime_Fails()
    {
        await Assert.ThrowsAsync<BulkLoadFailedException>(() => LoadAsync(
            () => Database.ExecuteAsync(
                """INSERT INTO "__EFMigrationsHistory" (migrationid, productversion) VALUES ('99990101_New', '10')"""),
            Row("a@example.com", "1")));

        await Database.ExecuteAsync("""DELETE FROM "__EFMigrationsHistory" WHERE migrationid = '99990101_New'""");
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Complete_WhileARequestUsesTheTables_WaitsForIt()
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        var request = await connection.BeginTransactionAsync(Cancellation);
        await using var touch = new NpgsqlCommand("LOCK TABLE event IN ROW EXCLUSIVE MODE", connection);
        await touch.ExecuteNonQueryAsync(Cancellation);

        var loading = LoadAsync(Row("a@example.com", "1"));
        await Task.Delay(500, Cancellation);
        Assert.False(loading.IsCompleted);
        // A request that is not the first to lock goes on meanwhile.
        await Database.QueryAsync("SELECT count(*) FROM contact", row => row.GetInt64(0));
        await request.CommitAsync(Cancellation);
        await loading;

        Assert.Single(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Complete_WhenARequestHadStatementsPrepared_TheyReadTheNewTables()
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var count = new NpgsqlCommand("SELECT count(*) FROM contact WHERE email = $1", connection);
        count.Parameters.Add(new NpgsqlParameter { Value = "a@example.com" });
        await count.PrepareAsync(Cancellation);
        for (var execution = 0; execution < 10; execution++)
            Assert.Equal(0L, await count.ExecuteScalarAsync(Cancellation));

        await LoadAsync(Row("a@example.com", "1"));

        Assert.Equal(1L, await count.ExecuteScalarAsync(Cancellation));
    }
}
