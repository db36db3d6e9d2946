using System.Net;
using System.Net.Sockets;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>What the service prints when it starts, and when it cannot.</summary>
public abstract class StartTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    [SameOnAllVersions("It is about the settings, the port and the output of the service.")]
    public async Task Start_WhenSeveralSettingsAreInvalid_ReportsAllOfThem()
    {
        var result = await ServiceProcess.FailToStartAsync(
        [
            .. Database.Configuration,
            new("RateLimiting:Burst", "many"),
            new("Identification:DefaultRegion", "Narnia"),
            new("ASPNETCORE_URLS", ";"),
            new("ConnectionStrings:FluxKart", "Colour=red"),
        ]);

        FailedStart.AssertOneLine("RateLimiting:Burst is 'many'", result);
        FailedStart.AssertOneLine("Identification:DefaultRegion", result);
        FailedStart.AssertOneLine("urls is ';'", result);
        FailedStart.AssertOneLine("ConnectionStrings:FluxKart is not a valid", result);
    }

    /// <summary>Compose sets <c>${VAR:-}</c> to an empty value where the variable is unset.</summary>
    [Fact]
    [SameOnAllVersions("It is about the settings, the port and the output of the service.")]
    public async Task Start_WhenValuesAreEmpty_TreatsThemAsUnset()
    {
        string[] empty =
        [
            "ASPNETCORE_ENVIRONMENT", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "shutdownTimeoutSeconds", "AllowedHosts",
            "Database:MigrateOnStartup", "Database:StartupTimeoutSeconds", "Database:Provder", "DATABASE_URL",
            "Identification:DefaultRegion", "Identification:Batching:MaxBatchSize", "RateLimiting:RequestsPerSecond", "RateLimiting:Burst",
            "Authentication:ApiKeys:0:Name", "Authentication:ApiKeys:0:KeySha256", "Authentication:ApiKeys:0:Scopes:0", "Authentication:ApiKeys:1",
            "Cors:AllowedOrigins:0", "AutoMapper:LicenseKey", "Logging:LogLevel:Default", "Logging:Console:FormatterName", "Kestrel:Endpoints:Shop:Url",
            "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_TRACES_SAMPLER", "OTEL_EXPORTER_OTLP_TIMEOUT",
        ];

        await using var service = await ServiceProcess.StartAsync(
            [.. Database.Configuration, .. empty.Select(key => KeyValuePair.Create<string, string?>(key, ""))]);

        await service.Client.IdentifyAsync("a@example.com", "1");
        Assert.StartsWith("{\"Timestamp\":", service.OutputAtStart.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    [SameOnAllVersions("It is about the settings, the port and the output of the service.")]
    public async Task Start_Always_ReportsTheVersionAndTheCommit()
    {
        await using var service = await ServiceProcess.StartAsync(Database.Configuration);

        Assert.Matches("FluxKart [0-9]+[.][0-9]+[.][0-9]+[^ ]* \\(commit [0-9a-f]{7,}\\) listens on ", service.OutputAtStart);
    }

    [Fact]
    [SameOnAllVersions("It is about the settings, the port and the output of the service.")]
    public async Task Start_WhenAutoMapperHasNoLicence_WarnsOnceBeforeItServes()
    {
        await using var service = await ServiceProcess.StartAsync(Database.Configuration);
        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.TerminateAsync();
        await service.WaitForExitAsync();

        Assert.Single(service.OutputAtStart.Split('\n'), line => line.Contains("LuckyPenny", StringComparison.Ordinal));
        Assert.DoesNotContain("LuckyPenny", await service.OutputAfterStart, StringComparison.Ordinal);
    }

    [Fact]
    [SameOnAllVersions("It is about the settings, the port and the output of the service.")]
    public async Task Start_WhenPortIsTaken_NamesTheSetting()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        FailedStart.AssertOneLine(
            "--urls",
            await ServiceProcess.FailToStartAsync([.. Database.Configuration, new("ASPNETCORE_URLS", $"http://{listener.LocalEndpoint}")]));
    }

    public sealed class OnSqlite(SqliteDatabase database) : StartTests(database), IClassFixture<SqliteDatabase>
    {
        [Fact]
        public async Task Start_WhenFileIsOpenedReadOnly_SaysThatItMustBeWritable() => FailedStart.AssertOneLine(
            "ConnectionStrings:FluxKart has Mode=ReadOnly, but the service writes to the file; remove it.",
            await ServiceProcess.FailToStartAsync([new("ConnectionStrings:FluxKart", $"{Database.ConnectionString};Mode=ReadOnly")]));

        [Fact]
        public async Task Start_WhenFileCannotBeCreated_NamesTheSetting() => FailedStart.AssertOneLine(
            "ConnectionStrings:FluxKart",
            await ServiceProcess.FailToStartAsync([new("ConnectionStrings:FluxKart", "Data Source=/dev/null/shop.db")]));

        [Fact]
        public async Task Start_WhenFileIsWriteProtected_SaysWhatToDo()
        {
            using var file = WriteProtectableFile.CopyOf(Database);
            file.Protect();

            var result = await ServiceProcess.FailToStartAsync(asOrdinaryUser: true, file.Configuration);

            FailedStart.AssertOneLine("cannot be used (The database is read-only", result);
            FailedStart.AssertOneLine("Make the file and its folder writable for this user", result);
        }
    }

    public sealed class OnPostgres(PostgresDatabase database) : StartTests(database), IClassFixture<PostgresDatabase>
    {
        [Fact]
        public async Task Start_WhenServerIsUnreachable_WaitsForTheConfiguredTimeAndReportsIt() => FailedStart.AssertOneLine(
            "could not be reached within 1 s",
            await ServiceProcess.FailToStartAsync(
            [
                new("DATABASE_URL", "postgres://user:secret@127.0.0.1:9/shop"),
                new("Database:StartupTimeoutSeconds", "1"),
            ]));

        [Fact]
        public async Task Start_WhenServerIsUnreachable_LogsTheReasonOnceWithTheTimeLeft()
        {
            var (_, output, _) = await ServiceProcess.RunAsync(
            [
                new("DATABASE_URL", "postgres://user:secret@127.0.0.1:9/shop"),
                new("Database:StartupTimeoutSeconds", "3"),
            ]);

            var line = Assert.Single(output.Split('\n'), line => line.Contains("Waiting for PostgreSQL", StringComparison.Ordinal));
            Assert.Contains("for up to 3 s", line, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Start_WhenDatabaseIsMissing_SaysHowToCreateIt() => FailedStart.AssertOneLine(
            "dotnet FluxKart.Api.dll migrate",
            await ServiceProcess.FailToStartAsync(ConfigurationFor($"missing_{Guid.NewGuid():N}")));

        [Fact]
        public async Task Start_WhenSchemaIsNotCurrent_SaysHowToMigrateIt()
        {
            await using var empty = new TemporaryPostgresDatabase(Database.ConnectionString);
            await empty.CreateAsync();

            FailedStart.AssertOneLine("dotnet FluxKart.Api.dll migrate", await ServiceProcess.FailToStartAsync(ConfigurationFor(empty.Name)));
        }

        [Theory]
        [InlineData("SELECT ON contact")]
        [InlineData("INSERT ON contact")]
        [InlineData("UPDATE ON contact")]
        [InlineData("USAGE ON SEQUENCE contact_id_seq")]
        [InlineData("INSERT ON event")]
        [InlineData("SELECT ON eventcontact")]
        [InlineData("USAGE ON SEQUENCE event_id_seq")]
        public async Task Start_WhenPrivilegeIsMissing_NamesIt(string privilege)
        {
            await using var user = await PostgresUser.CreateAsync(Database);
            await Database.ExecuteAsync($"REVOKE {privilege} FROM {user.Name}");

            FailedStart.AssertOneLine($"Grant it these privileges: {privilege}.", await ServiceProcess.FailToStartAsync(user.Configuration));
        }

        [Fact]
        public async Task Start_WhenHistoryCannotBeRead_NamesTheTable()
        {
            await using var user = await PostgresUser.CreateAsync(Database);
            await Database.ExecuteAsync($"""REVOKE SELECT ON "__EFMigrationsHistory" FROM {user.Name}""");

            FailedStart.AssertOneLine("permission denied for table __EFMigrationsHistory", await ServiceProcess.FailToStartAsync(user.Configuration));
        }

        [Fact]
        public async Task Start_WhenAdvisoryLocksDoNotExclude_SaysWhy()
        {
            // The function hides PostgreSQL's own, and does nothing, as on CockroachDB before 26.3.
            await Database.ExecuteAsync(
                """
                CREATE SCHEMA elsewhere;
                CREATE FUNCTION elsewhere.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE sql AS 'SELECT'
                """);
            try
            {
                FailedStart.AssertOneLine(
                    "CockroachDB before 26.3",
                    await ServiceProcess.FailToStartAsync(Database.ConfigurationWith("Search Path=elsewhere,pg_catalog,public")));
            }
            finally
            {
                await Database.ExecuteAsync("DROP SCHEMA elsewhere CASCADE");
            }
        }

        [Fact]
        public async Task Start_WhenReplicasMigrateAMissingDatabaseConcurrently_AllStart()
        {
            await using var missing = new TemporaryPostgresDatabase(Database.ConnectionString);
            var settings = ConfigurationFor(missing.Name).Append(new("Database:MigrateOnStartup", "true")).ToList();

            var replicas = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ServiceProcess.StartAsync(settings)));

            foreach (var replica in replicas)
            {
                await replica.Client.IdentifyAsync("a@example.com", "1");
                await replica.DisposeAsync();
            }
        }

        private Dictionary<string, string?> ConfigurationFor(string database) => new(Database.Configuration)
        {
            ["ConnectionStrings:FluxKart"] =
                new Npgsql.NpgsqlConnectionStringBuilder(Database.ConnectionString) { Database = database }.ConnectionString,
        };
    }
}
