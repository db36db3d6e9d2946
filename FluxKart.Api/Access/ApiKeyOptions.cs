namespace FluxKart.Api.Access;

/// <summary>One key, known by its hash only.</summary>
internal sealed class ApiKeyOptions
{
    /// <summary>Whose key it is. While a key is replaced, the old and the new one have the same name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The SHA-256 of the key's UTF-8 bytes, as 64 hexadecimal digits.</summary>
    public string KeySha256 { get; set; } = "";

    /// <summary>Some of <see cref="Access.Scopes"/>; the largest counts.</summary>
    public IList<string> Scopes { get; } = [];
}
