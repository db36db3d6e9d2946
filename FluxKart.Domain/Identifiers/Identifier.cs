namespace FluxKart.Domain.Identifiers;

/// <summary>An email address or a phone number: what contacts can share. Two are the same exactly when kind and value are equal.</summary>
/// <param name="Value">The normalised value.</param>
public abstract record Identifier(string Value)
{
    /// <summary>Never the value, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(Identifier);
}
