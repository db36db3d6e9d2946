using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace FluxKart.Tests.EndToEnd;

/// <summary>
/// A JSON body that waits until the server asks for it, and so tells when a request has arrived. Its client must wait as long:
/// <see cref="CreateClient"/>.
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

    /// <summary>Done when the service has begun to read the request.</summary>
    public Task Received => received.Task;

    public static HttpClient CreateClient(Uri? address)
    {
        var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = address };
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
