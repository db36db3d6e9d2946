namespace FluxKart.Api.Contracts;

public enum SubmittedKind
{
    /// <summary>Left out, or null.</summary>
    Absent,

    Text,

    /// <summary>A number written with digits only: neither sign, nor fraction, nor exponent.</summary>
    Digits,

    /// <summary>Any other JSON value, and a string that is no valid Unicode.</summary>
    Other,
}
