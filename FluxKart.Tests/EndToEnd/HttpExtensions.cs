using System.Net;
using System.Text;
using System.Text.Json;

namespace FluxKart.Tests.EndToEnd;

internal static class HttpExtensions
{
    /// <summary>
    /// Posts a body as it is to /identify. A client that asks first sends it only when it is told to; else the answer to a body that is too
    /// large is lost when the connection ends before it has been sent.
    /// </summary>
    public static async Task<HttpResponseMessage> PostIdentifyAsync(this HttpClient client, string json, bool asksFirst = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/identify");
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.ExpectContinue = asksFirst;
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Posts a request that must succeed, and gives the answer's body as it came.</summary>
    public static async Task<string> IdentifyAsync(this HttpClient client, string? email, string? phone)
    {
        using var response = await client.PostIdentifyAsync(JsonSerializer.Serialize(new { email, phoneNumber = phone }));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {body}");
        return body;
    }

    /// <summary>Checks that an answer is a problem document with all that each must have, and gives it.</summary>
    public static async Task<JsonElement> ReadProblemAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.StartsWith("https://tools.ietf.org/html/rfc", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("title").GetString()));
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("traceId").GetString()));
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        Assert.DoesNotContain("FluxKart.", body, StringComparison.Ordinal);
        return problem;
    }
}
