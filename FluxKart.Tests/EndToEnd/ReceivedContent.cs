using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace FluxKart.Tests.EndToEnd;

/// <summary>
/// A JSON body that is sent only when the server asks for it, and so shows that the request has arrived. It needs a client from
/// <see cref="CreateClient"/>, which waits for the server as long as necessary.
/// </summary>
internal sealed class ReceivedContent : HttpContent
{
    private readonly byte[] json;
    private readonly TaskCompletionSource received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReceivedContent(string json)
    {
        this.json = Encoding.UTF8.GetBytes(json);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Completes when the service starts to read the request.</summary>
    public Task Received => received.Task;

    public static HttpClient CreateClient(Uri? address)
    {
        var handler = new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan };
        var client = new HttpClient(handler) { BaseAddress = address };
        client.DefaultRequestHeaders.ExpectContinue = true;
        return client;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        received.TrySetResult();
        return stream.WriteAsync(json).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = json.Length;
        return true;
    }
}
