using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>What a service sends by OTLP, and where.</summary>
public sealed class TelemetryTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    [Theory]
    [InlineData("traces", "identify batch, read")]
    [InlineData("metrics", "fluxkart.identify.requests")]
    public async Task Export_WhenOnlyOneSignalHasAnEndpoint_SendsThatSignalOnly(string signal, string text)
    {
        await using var collector = await TelemetryCollector.StartAsync();
        await using var service = await ServiceProcess.StartAsync([.. Database.Configuration, .. collector.SettingsForOnly(signal)]);
        await service.Client.IdentifyAsync("a@example.com", "1");

        await collector.WaitForAsync(signal, text);

        // Whatever is still to be sent is sent at the end.
        await service.TerminateAsync();
        await service.WaitForExitAsync();
        Assert.Equal([signal], collector.Signals);
        Assert.Equal(["shop"], collector.Tenants);
    }

    [Fact]
    public async Task Export_WhenARequestIsIdentified_HasItsBatchInItsTrace()
    {
        await using var collector = await TelemetryCollector.StartAsync();
        await using var service = await ServiceProcess.StartAsync([.. Database.Configuration, .. collector.Settings]);
        await service.Client.IdentifyAsync("a@example.com", "1");

        // Only requests have these events.
        await collector.WaitForAsync("traces", "batch started");
        await collector.WaitForAsync("traces", "batch ended");
    }

    [Fact]
    public async Task Export_Always_NamesTheServiceAndItsVersion()
    {
        await using var collector = await TelemetryCollector.StartAsync();
        await using var service = await ServiceProcess.StartAsync([.. Database.Configuration, .. collector.Settings]);
        var version = await service.Client.GetStringAsync("/version", Cancellation);

        await collector.WaitForAsync("metrics", "service.version");

        Assert.Contains("fluxkart", collector.AllMessages, StringComparison.Ordinal);
        var number = version.Split('"')[3];
        Assert.Contains(number + "+", collector.AllMessages, StringComparison.Ordinal);
    }
}
