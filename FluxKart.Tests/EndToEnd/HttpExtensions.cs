using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FluxKart.Tests.EndToEnd;

internal static partial class HttpExtensions
{
    /// <summary>
    /// Posts a body to /identify as it is. With <paramref name="expectContinue"/> the client sends it only when the service asks for it.
    /// Otherwise the response to a body that is too large can be lost: the service closes the connection while the client is still sending.
    /// </summary>
    public static async Task<HttpResponseMessage> PostIdentifyAsync(this HttpClient client, string json, bool expectContinue = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/identify");
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.ExpectContinue = expectContinue;
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Posts a request that must succeed, and returns the body of the response as it is.</summary>
    public static async Task<string> IdentifyAsync(this HttpClient client, string? email, string? phone)
    {
        using var response = await client.PostIdentifyAsync(JsonSerializer.Serialize(new { email, phoneNumber = phone }));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {body}");
        return body;
    }

    /// <summary>Gets a path, which must succeed, and returns the JSON with T in place of each time.</summary>
    public static async Task<string> GetJsonAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return WithoutTimes(body);
    }

    /// <summary>The id of the primary contact of a contact's customer.</summary>
    public static async Task<long> PrimaryOfAsync(this HttpClient client, long id) =>
        JsonDocument.Parse(await client.GetJsonAsync($"/contacts/{id}"))
            .RootElement.GetProperty("contact").GetProperty("primaryContactId").GetInt64();

    /// <summary>Posts JSON to a path.</summary>
    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, string json) => client.PostAsync(
        path, new StringContent(json, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    /// <summary>Posts JSON to a path, which must return this status, and returns the JSON with T in place of each time.</summary>
    public static async Task<string> PostJsonAsync(
        this HttpClient client, string path, string json, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await client.PostAsync(path, json);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {body}");
        return WithoutTimes(body);
    }

    /// <summary>The JSON with T in place of each time.</summary>
    public static string WithoutTimes(string json) => Time().Replace(json, "\"T\"");

    [GeneratedRegex("""
        "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"
        """)]
    private static partial Regex Time();

    /// <summary>Waits while a condition holds. Throws if the request, which should still be pending, fails.</summary>
    public static async Task WaitWhileAsync(this Task request, Func<bool> condition)
    {
        while (condition())
        {
            if (request.IsCompleted)
                await request;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Returns when /health/ready has this status, for the service keeps the result of a check for a second.</summary>
    /// <returns>The detail of the problem; null if the service is ready.</returns>
    public static async Task<string?> WaitForReadinessAsync(this HttpClient client, HttpStatusCode status)
    {
        for (var attempts = 0; ; attempts++)
        {
            Assert.True(attempts < 300, $"/health/ready did not return {status}.");
            using var response = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            if (response.StatusCode == status)
                return status == HttpStatusCode.OK ? null : (await response.ReadProblemAsync(status)).GetProperty("detail").GetString();
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Asserts that a response has this status and complete problem details, and returns them.</summary>
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
