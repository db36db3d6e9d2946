using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Random orders and changes by hand over few values, so that they concern each other.</summary>
/// <param name="random">Where they come from.</param>
/// <param name="values">How many email addresses there are, and how many phone numbers.</param>
internal sealed partial class RandomChanges(Random random, int values)
{
    private readonly Queue<int[]> seen = new([[1, 2, 3]]);

    /// <summary>The next request, without its query.</summary>
    public (HttpMethod Method, string Path, string? Body) Next() => random.Next(30) switch
    {
        < 15 => Post("/identify", Identifiers()),
        < 20 => Post($"/contacts/{Id()}/split", new { contactIds = Ids(), keepApart = random.Next(4) > 0 }),
        < 23 => Post($"/contacts/{Id()}/merge", new { contactId = Id() }),
        < 25 => Post($"/contacts/{Id()}/remove", new { contactIds = Ids() }),
        < 27 => Post("/shared-identifiers", OneIdentifier(takeApart: random.Next(2) > 0)),
        < 29 => (HttpMethod.Delete, $"/shared-identifiers/{1 + random.Next(40)}", null),
        _ => (HttpMethod.Delete, $"/contacts/{Id()}", null),
    };

    /// <summary>Learns from a response which contacts there are. Later requests name those of the last customers.</summary>
    public void Learn(string response)
    {
        foreach (Match customer in Customer().Matches(response))
            seen.Enqueue([.. customer.Groups["id"].Captures.Select(id => int.Parse(id.Value, CultureInfo.InvariantCulture)).Where(id => id > 0)]);
        while (seen.Count > 6)
            seen.Dequeue();
    }

    public static HttpRequestMessage ToMessage(HttpMethod method, string path, string? body)
    {
        var message = new HttpRequestMessage(method, path);
        if (body is not null)
            message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return message;
    }

    private static (HttpMethod Method, string Path, string? Body) Post<T>(string path, T body) =>
        (HttpMethod.Post, path, JsonSerializer.Serialize(body));

    private string Email() => $"e{random.Next(values)}@example.com";

    private string Phone() => $"{1000 + random.Next(values)}";

    private int Id() => Pick(Pick([.. seen.Where(ids => ids.Length > 0)]));

    private int[] Ids()
    {
        var customer = Pick([.. seen.Where(ids => ids.Length > 0)]);
        return [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Pick(customer)).Distinct()];
    }

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    private Dictionary<string, object> Identifiers()
    {
        var identifiers = new Dictionary<string, object> { ["email"] = Email(), ["phoneNumber"] = Phone() };
        if (random.Next(6) == 0)
            identifiers.Remove("email");
        return identifiers;
    }

    private Dictionary<string, object> OneIdentifier(bool takeApart)
    {
        var mark = new Dictionary<string, object> { ["takeApart"] = takeApart };
        if (random.Next(2) == 0)
            mark["email"] = Email();
        else
            mark["phoneNumber"] = Phone();
        return mark;
    }

    // The primary's id, and those of the secondaries. Between them are the values.
    [GeneratedRegex("""primaryContactId":(?<id>\d+),.*?"secondaryContactIds":\[((?<id>\d+),?)*\]""")]
    private static partial Regex Customer();
}
