using System.Net;
using System.Net.Sockets;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>A start that fails exits with code 1 and prints one readable line.</summary>
public abstract class StartTests(TestDatabase database) : DatabaseTests(database)
{
    [Theory]
    [InlineData("Database:Provider", "Oracle", "Database:Provider is 'Oracle'; set Sqlite or PostgreSql.")]
    [InlineData("Database:StartupTimeoutSeconds", "soon", "Database:StartupTimeoutSeconds is 'soon'; set a whole number from 0 to 3600")]
    [InlineData("Identification:DefaultRegion", "Narnia", "Identification:DefaultRegion")]
    [InlineData("Identification:UnusableValues", "Perhaps", "Identification:UnusableValues is 'Perhaps'; set Reject or Ignore.")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1", "need ICU")]
    [InlineData("ASPNETCORE_URLS", "not a url", "--urls")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:99999", "--urls")]
    [InlineData("ASPNETCORE_URLS", "http://192.0.2.1:3000", "--urls")]
    [InlineData("ASPNETCORE_URLS", "https://127.0.0.1:0", "--urls")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:432O", "urls has 'http://127.0.0.1:432O'")]
    [InlineData("ASPNETCORE_URLS", ";", "urls is ';'")]
    [InlineData("Kestrel:Endpoints:Shop:Url", "http://127.0.0.1:", "Kestrel:Endpoints:Shop:Url is 'http://127.0.0.1:'")]
    [InlineData("Logging:LogLevel:Default", "Loud", "Logging:LogLevel:Default is 'Loud'; set Trace, Debug,")]
    [InlineData("Logging:Console:LogLevel:FluxKart.Api", "Loud", "Logging:Console:LogLevel:FluxKart.Api is 'Loud'; set Trace, Debug,")]
    [InlineData("Identification:Batching:MaxBatchSize", "0", "is '0'; set a whole number from 1 to 1000.")]
    [InlineData("Identification:Batching:WriteBatchesInFlight", "one", "is 'one'; set a whole number from 1 to 100.")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:0", "no API key is configured")]
    [InlineData("ASPNETCORE_URLS", "http://*:0", "no API key is configured")]
    [InlineData("ASPNETCORE_URLS", "http://[::]:0", "no API key is configured")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:0;http://*:0", "no API key is configured")]
    [InlineData("Kestrel:Endpoints:Shop:Url", "http://0.0.0.0:0", "no API key is configured")]
    [InlineData("Authentication:ApiKeys:0:Name", "shop", "Authentication:ApiKeys:0:KeySha256 is not the 64 hexadecimal digits")]
    [InlineData("Authentication:ApiKeys:0:KeySha256", "fk_the-key-itself", "Authentication:ApiKeys:0:Name is missing")]
    [InlineData("Authentication:ApiKeys:0:Scopes:0", "everything", "set Authentication:ApiKeys:0:Scopes:0 to identify or read or admin")]
    [InlineData("Authentication:ApiKeys", "fk_the-key-itself", "set Authentication:ApiKeys:0:Name")]
    [InlineData("Authentication:ApiKeys:0", "fk_the-key-itself", "set Authentication:ApiKeys:0:Name")]
    [InlineData("shutdownTimeoutSeconds", "abc", "shutdownTimeoutSeconds is 'abc'; set a whole number from 0 to 3600.")]
    [InlineData("shutdownTimeoutSeconds", "-5", "shutdownTimeoutSeconds is '-5'; set a whole number from 0 to 3600.")]
    [InlineData("RateLimiting:RequestsPerSecond", "-1", "RateLimiting:RequestsPerSecond is '-1'; set a whole number from 0 to 1000000.")]
    [InlineData("RateLimiting:Burst", "0", "RateLimiting:Burst is '0'; set a whole number from 1 to 1000000.")]
    [InlineData("RateLimiting:Burst", "many", "RateLimiting:Burst is 'many'; set a whole number from 1 to 1000000.")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_ENDPOINT is not a URL")]
    [InlineData("Cors:AllowedOrigins:0", "https://shop.example/checkout", "Cors:AllowedOrigins has a value that is not an origin")]
    [InlineData("Cors:AllowedOrigins:0", "https://fk_the-key-itself@shop.example", "Cors:AllowedOrigins has a value that is not an origin")]
    [InlineData("Cors:AllowedOrigins", "https://shop.example", "set Cors:AllowedOrigins:0")]
    [InlineData("Database:Provder", "Sqlite", "Database:Provder is not a setting; set Database:MigrateOnStartup, ")]
    [InlineData("ConnectionStrings:FluxCart", "fk_the-key-itself", "ConnectionStrings:FluxCart is not a setting; set ConnectionStrings:FluxKart")]
    [InlineData("RateLimiting:RequestPerSecond", "5", "RateLimiting:RequestPerSecond is not a setting; set RateLimiting:Burst or RateLimiting:RequestsPerSecond")]
    [InlineData("Identification:DefaultRegions:0", "IN", "Identification:DefaultRegions:0 is not a setting")]
    [InlineData("Identification:Batching:MaxBatch", "5", "Identification:Batching:MaxBatch is not a setting")]
    [InlineData("Authentication:ApiKey:0:Name", "shop", "Authentication:ApiKey:0:Name is not a setting")]
    [InlineData("Cors:AllowedOrigin:0", "https://shop.example", "Cors:AllowedOrigin:0 is not a setting")]
    [InlineData("AutoMapper:LicenceKey", "fk_the-key-itself", "AutoMapper:LicenceKey is not a setting; set AutoMapper:LicenseKey")]
    [InlineData("Logging:LogLevl:Default", "Debug", "Logging:LogLevl:Default is not a setting")]
    [InlineData("Kestrel:Limits:MaxRequestBodySize", "1", "Kestrel:Limits:MaxRequestBodySize is not a setting")]
    [InlineData("Database", "fk_the-key-itself", "Database has a value, but it is a group of settings; set Database:MigrateOnStartup, ")]
    [InlineData("ConnectionStrings", "fk_the-key-itself", "ConnectionStrings has a value")]
    [InlineData("Identification", "x", "Identification has a value")]
    [InlineData("Identification:Batching", "x", "Identification:Batching has a value")]
    [InlineData("RateLimiting", "10", "RateLimiting has a value")]
    [InlineData("Authentication", "fk_the-key-itself", "Authentication has a value")]
    [InlineData("Cors", "https://shop.example", "Cors has a value")]
    [InlineData("AutoMapper", "fk_the-key-itself", "AutoMapper has a value")]
    [InlineData("Logging", "Debug", "Logging has a value")]
    [InlineData("Logging:LogLevel", "Debug", "Logging:LogLevel has a value")]
    [InlineData("Kestrel", "http://127.0.0.1:0", "Kestrel has a value")]
    [InlineData("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "1", "ASPNETCORE_FORWARDEDHEADERS_ENABLED is '1'; set true or false.")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is not a URL")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT is not a URL")]
    public async Task Start_WhenSettingIsInvalid_SaysWhatToSet(string key, string value, string message) =>
        AssertOneLine(
            message,
            await ServiceProcess.FailToStartAsync([.. Database.Configuration.Where(setting => setting.Key != key), new(key, value)]));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "foo", "OTEL_EXPORTER_OTLP_PROTOCOL is 'foo'; set grpc or http/protobuf.")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "foo", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL is 'foo'; set grpc or http/protobuf.")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "abc", "OTEL_EXPORTER_OTLP_TIMEOUT is 'abc'; set a whole number from 1")]
    [InlineData("OTEL_TRACES_SAMPLER", "sometimes", "OTEL_TRACES_SAMPLER is 'sometimes'; set always_on, ")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "1.5", "OTEL_TRACES_SAMPLER_ARG is '1.5'; set a number from 0 to 1")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "often", "OTEL_METRIC_EXPORT_INTERVAL is 'often'; set a whole number from 1")]
    [InlineData("OTEL_BSP_SCHEDULE_DELAY", "soon", "OTEL_BSP_SCHEDULE_DELAY is 'soon'; set a whole number from 1")]
    public async Task Start_WhenOtlpSettingIsInvalid_SaysWhatToSet(string key, string value, string message) => AssertOneLine(
        message,
        await ServiceProcess.FailToStartAsync([.. Database.Configuration, new("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), new(key, value)]));

    [Fact]
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

        AssertOneLine("RateLimiting:Burst is 'many'", result);
        AssertOneLine("Identification:DefaultRegion", result);
        AssertOneLine("urls is ';'", result);
        AssertOneLine("ConnectionStrings:FluxKart is not a valid", result);
    }

    [Fact]
    public async Task Start_WhenDatabaseUrlIsInvalid_ShowsTheExpectedForm() => AssertOneLine(
        "postgres://user:password@host:port/database",
        await ServiceProcess.FailToStartAsync([new("DATABASE_URL", "mysql://localhost/shop")]));

    /// <summary>Compose sets <c>${VAR:-}</c> to an empty value where the variable is unset.</summary>
    [Fact]
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
    public async Task Start_Always_ReportsTheVersionAndTheCommit()
    {
        await using var service = await ServiceProcess.StartAsync(Database.Configuration);

        Assert.Matches("FluxKart [0-9]+[.][0-9]+[.][0-9]+[^ ]* \\(commit [0-9a-f]{7,}\\) listens on ", service.OutputAtStart);
    }

    [Fact]
    public async Task Start_WhenAutoMapperHasNoLicence_WarnsOnceBeforeItServes()
    {
        await using var service = await ServiceProcess.StartAsync(Database.Configuration);
        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.TerminateAsync();
        await service.WaitForExitAsync();

        Assert.Single(service.OutputAtStart.Split('\n'), line => line.Contains("LuckyPenny", StringComparison.Ordinal));
        Assert.DoesNotContain("LuckyPenny", await service.OutputAfterStart, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("newkey")]
    [InlineData("--helpme")]
    public async Task Start_WhenArgumentIsNotASetting_ReportsItsPosition(string argument) => AssertOneLine(
        "Argument 1 of the command line is not a setting", await ServiceProcess.FailToStartAsync(Database.Configuration, argument));

    [Fact]
    public async Task Start_WhenPortIsTaken_NamesTheSetting()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        AssertOneLine(
            "--urls",
            await ServiceProcess.FailToStartAsync([.. Database.Configuration, new("ASPNETCORE_URLS", $"http://{listener.LocalEndpoint}")]));
    }

    private static void AssertOneLine(string message, (int ExitCode, string Error) result)
    {
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.StartsWith("FluxKart cannot start: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.Error.Count(character => character == '\n'));
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("fk_the-key-itself", result.Error, StringComparison.Ordinal);
    }

    public sealed class OnSqlite(SqliteDatabase database) : StartTests(database), IClassFixture<SqliteDatabase>
    {
        [Fact]
        public async Task Start_WhenFileIsOpenedReadOnly_SaysThatItMustBeWritable() => AssertOneLine(
            "ConnectionStrings:FluxKart has Mode=ReadOnly, but the service writes to the file; remove it.",
            await ServiceProcess.FailToStartAsync([new("ConnectionStrings:FluxKart", $"{Database.ConnectionString};Mode=ReadOnly")]));

        [Fact]
        public async Task Start_WhenFileCannotBeCreated_NamesTheSetting() => AssertOneLine(
            "ConnectionStrings:FluxKart",
            await ServiceProcess.FailToStartAsync([new("ConnectionStrings:FluxKart", "Data Source=/dev/null/shop.db")]));

        [Fact]
        public async Task Start_WhenFileIsWriteProtected_SaysWhatToDo()
        {
            using var file = WriteProtectableFile.CopyOf(Database);
            file.Protect();

            var result = await ServiceProcess.FailToStartAsync(asOrdinaryUser: true, file.Configuration);

            AssertOneLine("cannot be used (The database is read-only", result);
            AssertOneLine("Make the file and its folder writable for this user", result);
        }
    }

    public sealed class OnPostgres(PostgresDatabase database) : StartTests(database), IClassFixture<PostgresDatabase>
    {
        [Fact]
        public async Task Start_WhenServerIsUnreachable_WaitsForTheConfiguredTimeAndReportsIt() => AssertOneLine(
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
        public async Task Start_WhenDatabaseIsMissing_SaysHowToCreateIt() => AssertOneLine(
            "dotnet FluxKart.Api.dll migrate",
            await ServiceProcess.FailToStartAsync(ConfigurationFor($"missing_{Guid.NewGuid():N}")));

        [Fact]
        public async Task Start_WhenSchemaIsNotCurrent_SaysHowToMigrateIt()
        {
            await using var empty = new TemporaryPostgresDatabase(Database.ConnectionString);
            await empty.CreateAsync();

            AssertOneLine("dotnet FluxKart.Api.dll migrate", await ServiceProcess.FailToStartAsync(ConfigurationFor(empty.Name)));
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

            AssertOneLine($"Grant it these privileges: {privilege}.", await ServiceProcess.FailToStartAsync(user.Configuration));
        }

        [Fact]
        public async Task Start_WhenHistoryCannotBeRead_NamesTheTable()
        {
            await using var user = await PostgresUser.CreateAsync(Database);
            await Database.ExecuteAsync($"""REVOKE SELECT ON "__EFMigrationsHistory" FROM {user.Name}""");

            AssertOneLine("permission denied for table __EFMigrationsHistory", await ServiceProcess.FailToStartAsync(user.Configuration));
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
                AssertOneLine(
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
