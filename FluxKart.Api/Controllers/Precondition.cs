using FluxKart.Api.Application.Customers;
using FluxKart.Domain.Customers;

namespace FluxKart.Api.Controllers;

/// <summary>Ties a change to its dry run: the dry run returns an <c>ETag</c>, and the change sends it as <c>If-Match</c> (RFC 9110).</summary>
internal static class Precondition
{
    public const string IfMatch = "If-Match";

    public const string AboutIfMatch =
        "The `ETag` of a dry run. If the result would be another one, the change is not made, and the response is 412.";

    public const string AboutFailure = "The result would no longer be that of the dry run.";

    private const string Any = "*";

    private const string WeakPrefix = "W/";

    /// <param name="ifMatch">The header as it was sent, or null.</param>
    /// <returns>Null if any result will do.</returns>
    public static ExpectedResult? Read(string? ifMatch)
    {
        if (ifMatch is null)
            return null;
        var tags = ifMatch.Split(',', StringSplitOptions.TrimEntries);
        return tags.Contains(Any) ? null : new ExpectedResult([.. tags.Select(Unquote)]);
    }

    /// <summary>Sets the tag of a dry run's response.</summary>
    public static void SetETag(this HttpResponse response, IReadOnlyList<CustomerSnapshot> customers) =>
        response.Headers.ETag = $"\"{ChangeTag.Of(customers)}\"";

    // A proxy that compresses responses makes their tags weak.
    private static string Unquote(string tag) =>
        (tag.StartsWith(WeakPrefix, StringComparison.Ordinal) ? tag[WeakPrefix.Length..] : tag).Trim('"');
}
