using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FluxKart.Tests.Webhooks;

/// <summary>A receiver of webhooks on this machine. It records each request before it responds as the test says.</summary>
internal sealed class LocalReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedRequest> requests = new();
    private readonly SemaphoreSlim arrived = new(0);
    private readonly Stopwatch time = Stopwatch.StartNew();
    private readonly WebApplication app;
    private Uri? url;

    private LocalReceiver(Func<HttpContext, Task>? respond, bool useHttps, int port)
    {
        Respond = respond ?? (_ => Task.CompletedTask);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (useHttps)
                listen.UseHttps(SelfSignedCertificate());
        }));
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(ReceiveAsync);
    }

    /// <summary>How to respond; a test may change it at any time. A handler that waits must end with <c>RequestAborted</c>.</summary>
    public Func<HttpContext, Task> Respond { get; set; }

    /// <summary>Where to send events.</summary>
    public Uri Url => url ?? throw new InvalidOperationException("The receiver has not been started yet.");

    /// <summary>In the order of arrival.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. requests];

    /// <summary>Starts a receiver that responds with 200 unless it is told otherwise.</summary>
    /// <param name="respond">How to respond.</param>
    /// <param name="useHttps">Whether to use TLS, with a certificate that nobody trusts.</param>
    /// <param name="port">The port of an earlier receiver, to start it again; 0 for a free port.</param>
    public static async Task<LocalReceiver> StartAsync(Func<HttpContext, Task>? respond = null, bool useHttps = false, int port = 0)
    {
        var receiver = new LocalReceiver(respond, useHttps, port);
        await receiver.app.StartAsync();
        receiver.url = new Uri($"{receiver.app.Urls.Single()}/events");
        return receiver;
    }

    /// <summary>Waits until so many requests have arrived. Fails if they do not for a while.</summary>
    public async Task WaitForAsync(int count)
    {
        var waited = Stopwatch.StartNew();
        while (requests.Count < count)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), $"Only {requests.Count} of {count} requests have arrived.");
            await arrived.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Stops at once. Requests that are still open are aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        arrived.Dispose();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        var arrivedAt = time.Elapsed;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new ReceivedRequest
        {
            Method = context.Request.Method,
            Path = context.Request.Path,
            Headers = context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
            ConnectionId = context.Connection.Id,
            ArrivedAt = arrivedAt,
        };
        requests.Enqueue(request);
        arrived.Release();
        try
        {
            await Respond(context);
        }
        finally
        {
            request.Status = (HttpStatusCode)context.Response.StatusCode;
            request.DepartedAt = time.Elapsed;
        }
    }

    private static X509Certificate2 SelfSignedCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
