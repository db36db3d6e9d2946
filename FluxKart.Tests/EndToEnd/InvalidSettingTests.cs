using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The start fails, and the error says what to set. Nothing here depends on the database, so one is enough.</summary>
public sealed class InvalidSettingTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
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
        FailedStart.AssertOneLine(
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
    public async Task Start_WhenOtlpSettingIsInvalid_SaysWhatToSet(string key, string value, string message) => FailedStart.AssertOneLine(
        message,
        await ServiceProcess.FailToStartAsync([.. Database.Configuration, new("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), new(key, value)]));

    [Fact]
    public async Task Start_WhenDatabaseUrlIsInvalid_ShowsTheExpectedForm() => FailedStart.AssertOneLine(
        "postgres://user:password@host:port/database",
        await ServiceProcess.FailToStartAsync([new("DATABASE_URL", "mysql://localhost/shop")]));

    [Theory]
    [InlineData("newkey")]
    [InlineData("--helpme")]
    public async Task Start_WhenArgumentIsNotASetting_ReportsItsPosition(string argument) => FailedStart.AssertOneLine(
        "Argument 1 of the command line is not a setting", await ServiceProcess.FailToStartAsync(Database.Configuration, argument));
}
