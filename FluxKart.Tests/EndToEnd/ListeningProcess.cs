using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FluxKart.Tests.EndToEnd;

/// <summary>A program that is not ours, such as a proxy, and listens on a port of this machine. It ends with the test.</summary>
internal sealed class ListeningProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> log;

    private ListeningProcess(Process process)
    {
        this.process = process;
        // Keep reading, so that a full pipe never blocks it.
        log = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>A port on which nothing listens now.</summary>
    public static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a program that logs to standard error and stays in the foreground, and waits until it listens.</summary>
    public static async Task<ListeningProcess> StartAsync(string[] command, int port)
    {
        var started = new ListeningProcess(
            Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!);
        try
        {
            await started.WaitUntilItListensAsync(port);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private async Task WaitUntilItListensAsync(int port)
    {
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"{process.StartInfo.FileName} did not start: {await log}");
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }
}
