using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The service as the main process of a systemd unit, which is named in <c>SYSTEMD_EXEC_PID</c>.</summary>
public sealed class SystemdTests : IDisposable
{
    private static readonly string[] AsMainProcess = ["sh", "-c", "export SYSTEMD_EXEC_PID=$$; exec dotnet \"$@\"", "sh"];

    /// <summary>A child of the main process has its variable too.</summary>
    private static readonly string[] AsChildProcess = ["sh", "-c", "export SYSTEMD_EXEC_PID=$$; dotnet \"$@\"; exit $?", "sh"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");
    private readonly Socket notifications = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly int port = FreePort();

    public SystemdTests() => notifications.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder.FullName, "notify")));

    private string DatabaseFile => Path.Combine(folder.FullName, "shop.db");

    private Dictionary<string, string?> Settings => new()
    {
        ["ConnectionStrings:FluxKart"] = $"Data Source={DatabaseFile}",
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        ["NOTIFY_SOCKET"] = Path.Combine(folder.FullName, "notify"),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        notifications.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_WithANotifySocket_ReportsReadyOnceItServesAndStoppingOnceItStops(bool isNamedInTheEnvironment)
    {
        var migrationLock = new FileStream($"{DatabaseFile}-migrating", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        using var process = Process.Start(ServiceProcess.StartInfo(isNamedInTheEnvironment ? AsMainProcess : ["dotnet"], Settings))!;
        try
        {
            var ready = ReceiveAsync();
            // Long enough to start, if it did not wait for the migration.
            await Task.WhenAny(ready, Task.Delay(TimeSpan.FromSeconds(4), Cancellation));
            Assert.False(ready.IsCompleted);

            await migrationLock.DisposeAsync();

            Assert.Equal("READY=1", await ready);
            using (var client = new HttpClient())
            using (var response = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), Cancellation))
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);

            var stopping = ReceiveAsync();
            await TerminateAsync(process);
            Assert.Equal("STOPPING=1", await stopping);
            await process.WaitForExitAsync(Cancellation);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Log_InAUnit_HasAPriorityOnEachLine()
    {
        var log = await LogOfAsync(AsMainProcess);

        Assert.All(log, line => Assert.Matches("^<[0-7]>[^{]", line));
        Assert.Contains(log, line => line.StartsWith("<6>FluxKart.Api", StringComparison.Ordinal) && line.Contains("listens on", StringComparison.Ordinal));
        Assert.Contains(log, line => line.StartsWith("<4>", StringComparison.Ordinal) && line.Contains("AutoMapper", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_InAUnitWithAFormatterName_KeepsThatForm() =>
        Assert.All(await LogOfAsync(AsMainProcess, KeyValuePair.Create<string, string?>("Logging:Console:FormatterName", "json")), line => JsonDocument.Parse(line));

    [Fact]
    public async Task Log_OfAChildOfTheMainProcess_IsJson() =>
        Assert.All(await LogOfAsync(AsChildProcess), line => JsonDocument.Parse(line));

    [Fact]
    public async Task Start_InAUnitWithAnInvalidSetting_ReportsItWithThePriorityOfAnError()
    {
        using var process = Process.Start(ServiceProcess.StartInfo(AsMainProcess, [.. Settings, new("RateLimiting:Burst", "many")]))!;

        var error = await process.StandardError.ReadToEndAsync(Cancellation);

        Assert.StartsWith("<3>FluxKart cannot start: RateLimiting:Burst is 'many'", error, StringComparison.Ordinal);
    }

    /// <summary>The lines that a service logs until it listens.</summary>
    private async Task<List<string>> LogOfAsync(string[] command, params KeyValuePair<string, string?>[] settings)
    {
        using var process = Process.Start(ServiceProcess.StartInfo(command, [.. Settings, .. settings]))!;
        try
        {
            List<string> lines = [];
            while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
            {
                lines.Add(line);
                if (line.Contains("listens on", StringComparison.Ordinal))
                    return lines;
            }

            throw new InvalidOperationException($"The service did not start: {await process.StandardError.ReadToEndAsync(Cancellation)}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(Cancellation);
        }
    }

    private async Task<string> ReceiveAsync()
    {
        var buffer = new byte[256];
        return Encoding.UTF8.GetString(buffer, 0, await notifications.ReceiveAsync(buffer, Cancellation));
    }

    private static async Task TerminateAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync(Cancellation);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
