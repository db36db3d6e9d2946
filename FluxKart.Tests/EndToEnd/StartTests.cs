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
    [InlineData("Authentication:ApiKeys:0", "", "set Authentication:ApiKeys:0:Name")]
    [InlineData("shutdownTimeoutSeconds", "abc", "shutdownTimeoutSeconds is 'abc'; set a whole number from 0 to 3600.")]
    [InlineData("shutdownTimeoutSeconds", "-5", "shutdownTimeoutSeconds is '-5'; set a whole number from 0 to 3600.")]
    [InlineData("RateLimiting:RequestsPerSecond", "-1", "RateLimiting:RequestsPerSecond is '-1'; set a whole number from 0 to 1000000.")]
    [InlineData("RateLimiting:Burst", "0", "RateLimiting:Burst is '0'; set a whole number from 1 to 1000000.")]
    [InlineData("RateLimiting:Burst", "many", "RateLimiting:Burst is 'many'; set a whole number from 1 to 1000000.")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_ENDPOINT is not a URL")]
    [InlineData("Cors:AllowedOrigins:0", "https://shop.example/checkout", "Cors:AllowedOrigins has a value that is not an origin")]
    [InlineData("Cors:AllowedOrigins:0", "https://fk_the-key-itself@shop.example", "Cors:AllowedOrigins has a value that is not an origin")]
    [InlineData("Cors:AllowedOrigins", "https://shop.example", "set Cors:AllowedOrigins:0")]
    public async Task Start_WhenSettingIsInvalid_SaysWhatToSet(string key, string value, string message) =>
        AssertOneLine(
            message,
            await ServiceProcess.FailToStartAsync([.. Database.Configuration.Where(setting => setting.Key != key), new(key, value)]));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "foo", "OTEL_EXPORTER_OTLP_PROTOCOL is 'foo'; set grpc or http/protobuf.")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "foo", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL is 'foo'; set grpc or http/protobuf.")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "abc", "OTEL_EXPORTER_OTLP_TIMEOUT is 'abc'; set a whole number from 1")]
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

    [Theory]
    [InlineData("newkey")]
    [InlineData("--help")]
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
        public async Task Start_WhenFileCannotBeCreated_NamesTheSetting() => AssertOneLine(
            "ConnectionStrings:FluxKart",
            await ServiceProcess.FailToStartAsync([new("ConnectionStrings:FluxKart", "Data Source=/dev/null/shop.db")]));
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
        public async Task Start_WhenDatabaseIsMissing_SaysHowToCreateIt() => AssertOneLine(
            "dotnet ef database update",
            await ServiceProcess.FailToStartAsync(ConfigurationFor($"missing_{Guid.NewGuid():N}")));

        [Fact]
        public async Task Start_WhenSchemaIsNotCurrent_SaysHowToMigrateIt()
        {
            await using var empty = new TemporaryPostgresDatabase(Database.ConnectionString);
            await empty.CreateAsync();

            AssertOneLine("dotnet ef database update", await ServiceProcess.FailToStartAsync(ConfigurationFor(empty.Name)));
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
