using System.Net;
using System.Net.Sockets;
using FluxKart.Domain.Webhooks;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>Says why an event has not been delivered. No sentence contains the URL, or anything that the receiver has sent.</summary>
internal static class DeliveryFailures
{
    /// <summary>The receiver has the event, or a part of it, and is silent.</summary>
    public static readonly DeliveryFailure NoResponse =
        WithoutResponse($"The receiver did not respond within {WebhookClient.ResponseTimeout.TotalSeconds:0} seconds.");

    /// <summary>The receiver's machine is silent, or does not speak TLS.</summary>
    public static readonly DeliveryFailure NoConnection = WithoutResponse(
        $"No connection was established within {WebhookClientRegistration.ConnectTimeout.TotalSeconds:0} seconds; check the host and the "
        + "port in Url, the firewalls on the way, and that the receiver speaks TLS.");

    public static DeliveryFailure Of(HttpResponseMessage response, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        var error = status switch
        {
            >= 300 and < 400 => $"The receiver responded with status {status}, but redirects are not followed; set Url to its final URL.",
            (int)HttpStatusCode.Gone => $"The receiver responded with status {status}: it wants no more events.",
            _ => $"The receiver responded with status {status}.",
        };
        return new DeliveryFailure(status, error, response.StatusCode == HttpStatusCode.Gone, RetryAfter(response, now));
    }

    public static DeliveryFailure Of(HttpRequestException exception) => WithoutResponse(exception switch
    {
        { InnerException: ForbiddenAddressException } =>
            "The host in Url leads to an address to which no event may be sent: link-local, metadata, or another machine with http.",
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            "The receiver refused the connection; check that it runs, and the port in Url.",
        { InnerException: SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable } } =>
            "There is no route to the receiver; check the network of this machine.",
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } =>
            "The host in Url could not be resolved; check its name and the DNS.",
        { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "No secure connection could be made; check that the receiver speaks TLS, and that its certificate is trusted and valid for "
            + "the host in Url.",
        { HttpRequestError: HttpRequestError.InvalidResponse } => "The receiver's response is not valid HTTP.",
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "The headers of the receiver's response are too long.",
        // Closed, or reset.
        { InnerException: IOException } => "The receiver closed the connection without a response.",
        _ => "The connection to the receiver failed.",
    });

    private static DeliveryFailure WithoutResponse(string error) => new(Status: null, error, IsGone: false, RetryAfter: null);

    // A receiver can ask for years, but the endpoint stops long before.
    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        if ((header?.Delta ?? header?.Date - now) is not { } pause)
            return null;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause < RetrySchedule.GivesUpAfter ? pause : RetrySchedule.GivesUpAfter;
    }
}
