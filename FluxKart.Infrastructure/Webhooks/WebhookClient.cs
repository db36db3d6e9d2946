using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mime;
using FluxKart.Domain.Events;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>Sends an event to a receiver once.</summary>
/// <remarks>Source: HTTP contract, section 6, and Standard Webhooks.</remarks>
internal sealed class WebhookClient(
    IHttpClientFactory clients, IEventBody body, [FromKeyedServices(WebhooksRegistration.ClockKey)] TimeProvider clock)
{
    /// <summary>How long the whole exchange may take, up to the end of the response's headers.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(1);
    private const int MaxBodyBytes = 64 * 1024;

    /// <summary>Posts the event. Whatever goes wrong in the exchange is a result, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the receiver responded.</exception>
    public async Task<DeliveryResult> SendAsync(WebhookReceiver receiver, RecordedEvent recorded, CancellationToken cancellationToken)
    {
        using var request = RequestFor(receiver, recorded);
        using var timeout = new CancellationTokenSource(ResponseTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var client = clients.CreateClient(WebhookClientRegistration.ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await DropBodyAsync(response, cancellationToken);
            var failure = response.IsSuccessStatusCode ? null : DeliveryFailures.Of(response, clock.GetUtcNow());
            return new DeliveryResult((int)response.StatusCode, failure);
        }
        catch (HttpRequestException exception)
        {
            return new DeliveryResult(null, DeliveryFailures.Of(exception));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryResult(null, timeout.IsCancellationRequested ? DeliveryFailures.NoResponse : DeliveryFailures.NoConnection);
        }
    }

    private HttpRequestMessage RequestFor(WebhookReceiver receiver, RecordedEvent recorded)
    {
        var json = body.ToJson(recorded);
        var id = string.Create(CultureInfo.InvariantCulture, $"evt_{recorded.Id}");
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        var content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json) } };
        return new HttpRequestMessage(HttpMethod.Post, receiver.Endpoint.Url)
        {
            Content = content,
            Headers =
            {
                { "webhook-id", id },
                { "webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture) },
                { "webhook-signature", string.Join(' ', receiver.Secrets.Select(secret => secret.Sign(id, timestamp, json))) },
            },
        };
    }

    // A connection can only be used again if the body has been read to its end. What the receiver responded is already known, so nothing
    // that happens here changes the result: neither a body without an end, nor a cancellation.
    private async Task DropBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(BodyTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var buffer = new byte[4096];
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(either.Token);
            for (int length, total = 0; total < MaxBodyBytes; total += length)
            {
                length = await stream.ReadAsync(buffer, either.Token);
                if (length == 0)
                    return;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            // Disposing the response closes the connection, and the next event gets a new one.
        }
    }
}
