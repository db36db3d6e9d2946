using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FluxKart.Domain.Events;
using FluxKart.Domain.Webhooks;
using FluxKart.Infrastructure.Webhooks;
using FluxKart.Tests.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StandardWebhooks;

namespace FluxKart.Tests.Infrastructure.Webhooks;

public sealed class WebhookClientTests : IAsyncDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OldSecret = "whsec_c2VjcmV0LW9mLWEtcm90YXRlZC1lbmRwb2ludA==";
    private const string Json = "{\"id\":42,\"data\":{\"reason\":\"Zoë's order\"}}";

    private static readonly RecordedEvent Event = new(42, EventTypes.ContactMerged, DateTime.UtcNow, ContactId: 7, new EventData());

    // The verifying package compares the timestamp with the time of day.
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private readonly ServiceProvider services;
    private readonly WebhookClient client;
    private TimeSpan? connectTimeout;

    public WebhookClientTests()
    {
        var collection = new ServiceCollection();
        collection.AddWebhookClient().AddSingleton<TimeProvider>(clock).AddSingleton<IEventBody, FixedBody>();
        collection.AddHttpClient(WebhookClientRegistration.ClientName).ConfigurePrimaryHttpMessageHandler((handler, _) =>
        {
            var sockets = Assert.IsType<SocketsHttpHandler>(handler);
            sockets.ConnectTimeout = connectTimeout ?? sockets.ConnectTimeout;
        });
        services = collection.BuildServiceProvider();
        client = services.GetRequiredService<WebhookClient>();
    }

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Fact]
    public async Task SendAsync_WhenTheReceiverTakesTheEvent_IsDeliveredWithASignatureThatVerifies()
    {
        await using var receiver = await LocalReceiver.StartAsync(Status(204));

        var result = await SendAsync(receiver.Url);

        Assert.Equal(new DeliveryResult(204, Failure: null), result);
        var request = Assert.Single(receiver.Requests);
        Assert.Equal(("POST", "/events"), (request.Method, request.Path));
        Assert.Equal(Encoding.UTF8.GetBytes(Json), request.Body);
        Assert.Equal("evt_42", request.Header("webhook-id"));
        Assert.Equal($"{clock.GetUtcNow().ToUnixTimeSeconds()}", request.Header("webhook-timestamp"));
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Matches("^FluxKart/[0-9]+\\.[0-9]+\\.[0-9]+[-.a-z0-9]*$", request.Header("User-Agent"));
        Verify(request, Secret, request.Header("webhook-signature"));
    }

    [Fact]
    public async Task SendAsync_WhenThereAreSeveralSecrets_SignsWithEach()
    {
        await using var receiver = await LocalReceiver.StartAsync();

        await SendAsync(receiver.Url, Secret, OldSecret);

        // The verifying package does not look at the last of several signatures.
        var request = Assert.Single(receiver.Requests);
        var signatures = request.Header("webhook-signature").Split(' ');
        Assert.Equal(2, signatures.Length);
        Verify(request, Secret, signatures[0]);
        Verify(request, OldSecret, signatures[1]);
    }

    [Theory]
    [InlineData(500, "The receiver responded with status 500.")]
    [InlineData(404, "The receiver responded with status 404.")]
    [InlineData(503, "The receiver responded with status 503.")]
    public async Task SendAsync_WhenTheReceiverRefuses_ReportsTheStatus(int status, string error)
    {
        await using var receiver = await LocalReceiver.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("secret of the receiver");
        });

        var result = await SendAsync(receiver.Url);

        AssertFailure(new DeliveryFailure(status, error, IsGone: false, RetryAfter: null), result);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task SendAsync_WhenTheReceiverRedirects_DoesNotFollow(int status)
    {
        await using var target = await LocalReceiver.StartAsync();
        await using var receiver = await LocalReceiver.StartAsync(context =>
        {
            context.Response.Headers.Location = target.Url.ToString();
            return Status(status)(context);
        });

        var result = await SendAsync(receiver.Url);

        Assert.Equal(
            $"The receiver responded with status {status}, but redirects are not followed; set Url to its final URL.",
            result.Failure?.Error);
        Assert.Empty(target.Requests);
    }

    [Fact]
    public async Task SendAsync_WhenTheReceiverIsGone_SaysThatItWantsNoMore()
    {
        await using var receiver = await LocalReceiver.StartAsync(Status(410));

        var result = await SendAsync(receiver.Url);

        AssertFailure(
            new DeliveryFailure(410, "The receiver responded with status 410: it wants no more events.", IsGone: true, RetryAfter: null),
            result);
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "7", 7)]
    [InlineData(500, "0", 0)]
    [InlineData(429, "2147483647", 172800)]
    [InlineData(429, "-1", null)]
    [InlineData(429, "later", null)]
    public async Task SendAsync_WhenTheReceiverAsksToWait_ReportsForHowLong(int status, string retryAfter, int? seconds)
    {
        await using var receiver = await LocalReceiver.StartAsync(AskToWait(status, retryAfter));

        var result = await SendAsync(receiver.Url);

        Assert.Equal(seconds, result.Failure?.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(-90, 0)]
    public async Task SendAsync_WhenTheReceiverNamesATime_ReportsHowLongThatIs(int ahead, int seconds)
    {
        clock.SetUtcNow(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var date = clock.GetUtcNow().AddSeconds(ahead).ToString("R", CultureInfo.InvariantCulture);
        await using var receiver = await LocalReceiver.StartAsync(AskToWait(429, date));

        var result = await SendAsync(receiver.Url);

        Assert.Equal(TimeSpan.FromSeconds(seconds), result.Failure?.RetryAfter);
    }

    [Fact]
    public async Task SendAsync_WhenNothingListens_SaysThatTheConnectionWasRefused()
    {
        var receiver = await LocalReceiver.StartAsync();
        await receiver.DisposeAsync();

        await AssertFailsAsync(receiver.Url, "The receiver refused the connection; check that it runs, and the port in Url.");
    }

    [Fact]
    public async Task SendAsync_WhenTheReceiverWasDown_DeliversOnceItIsBack()
    {
        var receiver = await LocalReceiver.StartAsync();
        await SendAsync(receiver.Url);
        await receiver.DisposeAsync();
        await SendAsync(receiver.Url);

        await using var restarted = await LocalReceiver.StartAsync(port: receiver.Url.Port);

        await AssertNextIsDeliveredAsync(restarted);
    }

    [Fact]
    public async Task SendAsync_WhenNoConnectionIsMadeInTime_SaysWhatToCheck()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        connectTimeout = TimeSpan.FromMilliseconds(100);

        // The listener never responds to the TLS handshake.
        await AssertFailsAsync(
            new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"),
            "No connection was established within 5 seconds; check the host and the port in Url, the firewalls on the way, and that the receiver speaks TLS.");
    }

    [Fact]
    public async Task SendAsync_WhenTheCertificateIsNotTrusted_SendsNothing()
    {
        await using var receiver = await LocalReceiver.StartAsync(useHttps: true);

        await AssertFailsAsync(receiver.Url, NoSecureConnection);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task SendAsync_WhenTheReceiverDoesNotSpeakTls_SaysWhatToCheck()
    {
        await using var receiver = await LocalReceiver.StartAsync();

        await AssertFailsAsync(new UriBuilder(receiver.Url) { Scheme = "https" }.Uri, NoSecureConnection);
    }

    [Fact]
    public async Task SendAsync_WhenTheNameDoesNotResolve_SaysWhatToCheck() => await AssertFailsAsync(
        new Uri("https://receiver.invalid/events"), "The host in Url could not be resolved; check its name and the DNS.");

    [Theory]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://192.0.2.1/")]
    public async Task SendAsync_WhenTheAddressIsForbidden_DoesNotConnect(string url) => await AssertFailsAsync(
        new Uri(url),
        "The host in Url leads to an address to which no event may be sent: link-local, metadata, or another machine with http.");

    [Theory]
    [InlineData("localhost")]
    [InlineData("receiver.localhost")]
    public async Task SendAsync_WhenTheHostIsANameOfThisMachine_Delivers(string host)
    {
        await using var receiver = await LocalReceiver.StartAsync();

        var result = await SendAsync(new UriBuilder(receiver.Url) { Host = host }.Uri);

        Assert.Equal(200, result.Status);
    }

    [Fact]
    public async Task SendAsync_WhenTheFirstAddressRefuses_TriesTheNext()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
        listener.Start();

        var sending = SendAsync(new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}"));
        using var connection = await SoonAsync(listener.AcceptTcpClientAsync(CancellationToken).AsTask());
        await connection.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), CancellationToken);

        Assert.Equal(204, (await SoonAsync(sending)).Status);
    }

    [Fact]
    public async Task SendAsync_WhenTheReceiverResetsTheConnection_SaysThatThereWasNoResponse()
    {
        await using var receiver = await LocalReceiver.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        await AssertFailsAsync(receiver.Url, "The receiver closed the connection without a response.");
    }

    [Theory]
    [InlineData("", "The receiver closed the connection without a response.")]
    [InlineData("HTTP/1.1 2", "The receiver closed the connection without a response.")]
    [InlineData("secret of another protocol\r\n\r\n", "The receiver's response is not valid HTTP.")]
    public async Task SendAsync_WhenTheResponseIsIncompleteOrNotHttp_SaysSo(string response, string error)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var failing = AssertFailsAsync(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), error);
        using (var connection = await SoonAsync(listener.AcceptTcpClientAsync(CancellationToken).AsTask()))
        {
            var stream = connection.GetStream();
            await stream.ReadExactlyAsync(new byte[1], CancellationToken);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(response), CancellationToken);
            connection.Client.Shutdown(SocketShutdown.Send);
            // A connection that is closed with unread data is reset, and the response is lost.
            await stream.CopyToAsync(Stream.Null, CancellationToken);
        }

        await failing;
    }

    [Fact]
    public async Task SendAsync_WhenTheHeadersAreTooLong_SaysSo()
    {
        await using var receiver = await LocalReceiver.StartAsync(context =>
        {
            context.Response.Headers["X-Long"] = new string('x', 20 * 1024);
            return Task.CompletedTask;
        });

        await AssertFailsAsync(receiver.Url, "The headers of the receiver's response are too long.");
    }

    [Fact]
    public async Task SendAsync_WhenTheReceiverIsSilent_GivesUpAfter15Seconds()
    {
        await using var receiver = await LocalReceiver.StartAsync(SilenceAsync);

        var sending = SendAsync(receiver.Url);
        await receiver.WaitForAsync(1);
        clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(sending.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        AssertFailure(
            new DeliveryFailure(null, "The receiver did not respond within 15 seconds.", IsGone: false, RetryAfter: null),
            await SoonAsync(sending));
    }

    [Fact]
    public async Task SendAsync_WhenTheCallerCancels_Throws()
    {
        await using var receiver = await LocalReceiver.StartAsync(SilenceAsync);
        using var cancellation = new CancellationTokenSource();

        var sending = client.SendAsync(ReceiverAt(receiver.Url, Secret), Event, cancellation.Token);
        await receiver.WaitForAsync(1);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SoonAsync(sending));
    }

    [Fact]
    public async Task SendAsync_WhenTheCallerCancelsDuringTheBody_IsDelivered()
    {
        var hasBegun = new TaskCompletionSource();
        await using var receiver = await LocalReceiver.StartAsync(async context =>
        {
            await context.Response.WriteAsync("o", context.RequestAborted);
            hasBegun.SetResult();
            await SilenceAsync(context);
        });
        using var cancellation = new CancellationTokenSource();

        var sending = client.SendAsync(ReceiverAt(receiver.Url, Secret), Event, cancellation.Token);
        await hasBegun.Task;
        // The headers are on their way, and arrive before a token that is cancelled later.
        cancellation.CancelAfter(TimeSpan.FromSeconds(1));

        Assert.Equal(new DeliveryResult(200, Failure: null), await SoonAsync(sending));
    }

    [Fact]
    public async Task SendAsync_WhenTheBodyStalls_IsDeliveredAfterASecondAndTheNextRequestWorks()
    {
        await using var receiver = await LocalReceiver.StartAsync(async context =>
        {
            await context.Response.WriteAsync("o", context.RequestAborted);
            await SilenceAsync(context);
        });

        // Nothing shows when the headers have come, so that the clock of the tests could be set.
        var unset = new WebhookClient(services.GetRequiredService<IHttpClientFactory>(), new FixedBody(), TimeProvider.System);
        var result = await SoonAsync(unset.SendAsync(ReceiverAt(receiver.Url, Secret), Event, CancellationToken));

        Assert.Equal(new DeliveryResult(200, Failure: null), result);
        await AssertNextIsDeliveredAsync(receiver);
    }

    [Fact]
    public async Task SendAsync_WhenTheBodyHasNoEnd_IsDeliveredAndTheNextRequestWorks()
    {
        await using var receiver = await LocalReceiver.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.WriteAsync("nothing of use ", context.RequestAborted);
        });

        Assert.Equal(new DeliveryResult(200, Failure: null), await SoonAsync(SendAsync(receiver.Url)));

        await AssertNextIsDeliveredAsync(receiver);
    }

    [Fact]
    public async Task SendAsync_WhenTheBodyIsBig_IsDeliveredOnANewConnectionEachTime()
    {
        await using var receiver = await LocalReceiver.StartAsync(context => context.Response.WriteAsync(new string('x', 1024 * 1024)));

        Assert.Equal(200, (await SendAsync(receiver.Url)).Status);
        Assert.Equal(200, (await SendAsync(receiver.Url)).Status);

        Assert.Equal(2, receiver.Requests.DistinctBy(request => request.ConnectionId).Count());
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(200, 20_000)]
    [InlineData(500, 20_000)]
    public async Task SendAsync_WhenCalledAgainAndAgain_KeepsTheConnection(int status, int bodyLength)
    {
        await using var receiver = await LocalReceiver.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(new string('x', bodyLength));
        });

        for (var count = 0; count < 20; count++)
            await SendAsync(receiver.Url);

        Assert.Equal(20, receiver.Requests.Count);
        Assert.Single(receiver.Requests.DistinctBy(request => request.ConnectionId));
        Assert.All(receiver.Requests.Zip(receiver.Requests.Skip(1)), pair => Assert.True(pair.First.DepartedAt <= pair.Second.ArrivedAt));
    }

    private const string NoSecureConnection =
        "No secure connection could be made; check that the receiver speaks TLS, and that its certificate is trusted and valid for the "
        + "host in Url.";

    private static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private static Func<HttpContext, Task> AskToWait(int status, string retryAfter) => context =>
    {
        context.Response.Headers.RetryAfter = retryAfter;
        return Status(status)(context);
    };

    // What never comes must fail a test, not hold it.
    private static Task<T> SoonAsync<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(10), CancellationToken);

    private static Task SilenceAsync(HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted);

    private static WebhookReceiver ReceiverAt(Uri url, params string[] secrets) => new(
        new WebhookEndpoint("mail-tool", url, []),
        [.. secrets.Select(text => SigningSecret.TryParse(text, out var secret) ? secret : throw new ArgumentException("Not a secret."))]);

    private static void Verify(ReceivedRequest request, string secret, string signature)
    {
        var headers = new HeaderDictionary
        {
            ["webhook-id"] = request.Header("webhook-id"),
            ["webhook-timestamp"] = request.Header("webhook-timestamp"),
            ["webhook-signature"] = signature,
        };
        new StandardWebhook(secret).Verify(Encoding.UTF8.GetString(request.Body), headers);
    }

    private static void AssertFailure(DeliveryFailure expected, DeliveryResult result)
    {
        Assert.Equal(expected, result.Failure);
        Assert.Equal(expected.Status, result.Status);
    }

    private async Task AssertFailsAsync(Uri url, string error) =>
        AssertFailure(new DeliveryFailure(Status: null, error, IsGone: false, RetryAfter: null), await SendAsync(url));

    private async Task AssertNextIsDeliveredAsync(LocalReceiver receiver)
    {
        receiver.Respond = Status(202);
        Assert.Equal(new DeliveryResult(202, Failure: null), await SendAsync(receiver.Url));
    }

    private Task<DeliveryResult> SendAsync(Uri url, params string[] secrets) =>
        client.SendAsync(ReceiverAt(url, secrets.Length > 0 ? secrets : [Secret]), Event, CancellationToken);

    private sealed class FixedBody : IEventBody
    {
        public byte[] ToJson(RecordedEvent recorded) => Encoding.UTF8.GetBytes(Json);
    }
}
