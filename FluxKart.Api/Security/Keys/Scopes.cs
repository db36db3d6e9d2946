namespace FluxKart.Api.Security.Keys;

/// <summary>What a key allows, from the least to the most: each scope includes those before it.</summary>
/// <remarks>Source: HTTP contract, section 10. A scope's name is also that of the authorization policy that requires it.</remarks>
internal static class Scopes
{
    /// <summary>To identify the customer of an order.</summary>
    public const string Identify = "identify";

    /// <summary>To read what is stored, and the metrics.</summary>
    public const string Read = "read";

    /// <summary>To change and erase customers.</summary>
    public const string Admin = "admin";

    public static readonly IReadOnlyList<string> All = [Identify, Read, Admin];

    /// <summary>A scope and all scopes that it includes.</summary>
    public static IEnumerable<string> IncludedIn(string scope) => All.TakeWhile(included => included != scope).Append(scope);
}
