using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;

namespace FluxKart.Tests.Webhooks;

/// <summary>What the requests to a receiver were about.</summary>
internal static class ReceivedEvents
{
    extension(ReceivedRequest request)
    {
        public string Text => Encoding.UTF8.GetString(request.Body);

        public long EventId => JsonDocument.Parse(request.Body).RootElement.GetProperty("id").GetInt64();
    }

    extension(LocalReceiver receiver)
    {
        /// <summary>The <c>webhook-id</c> of each request, in the order of arrival.</summary>
        public List<string> Ids => [.. receiver.Requests.Select(request => request.Header("webhook-id"))];

        public List<string> Bodies => [.. receiver.Requests.Select(request => request.Text)];

        public async Task WaitForAsync(Func<bool> condition)
        {
            for (var attempts = 0; !condition(); attempts++)
            {
                Assert.True(attempts < 3000, $"It did not happen within 60 s: {receiver.Requests.Count} requests have arrived.");
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }

        /// <summary>
        /// Asserts that all events up to the last one were taken. Each had the same id and body whenever it was sent. None came before an
        /// earlier one had been taken.
        /// </summary>
        public void AssertOrderedAtLeastOnce(int events)
        {
            var taken = 0L;
            var bodies = new Dictionary<long, string>();
            foreach (var request in receiver.Requests)
            {
                var (id, text) = (request.EventId, request.Text);
                Assert.Equal($"evt_{id}", request.Header("webhook-id"));
                Assert.InRange(id, 1, taken + 1);
                Assert.Equal(bodies.TryAdd(id, text) ? text : bodies[id], text);
                if (request.Status == HttpStatusCode.OK)
                    taken = Math.Max(taken, id);
            }

            Assert.Equal(events, taken);
        }

        public void AssertNeverTwoAtOnce()
        {
            foreach (var (before, after) in receiver.Requests.Zip(receiver.Requests.Skip(1)))
                Assert.True(before.DepartedAt <= after.ArrivedAt, $"Event {after.EventId} arrived while event {before.EventId} was handled.");
        }
    }

    /// <summary>The id of the event in a request that is being handled.</summary>
    public static long IdOf(HttpRequest request) =>
        long.Parse(request.Headers["webhook-id"].ToString()["evt_".Length..], CultureInfo.InvariantCulture);

    /// <summary>Asserts that the request is signed, by an implementation that is not ours.</summary>
    public static void AssertSigned(ReceivedRequest request, string secret)
    {
        var headers = new HeaderDictionary();
        foreach (var name in new[] { "webhook-id", "webhook-timestamp", "webhook-signature" })
            headers[name] = request.Header(name);
        new StandardWebhook(secret).Verify(request.Text, headers);
    }
}
