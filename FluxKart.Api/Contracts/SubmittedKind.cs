namespace FluxKart.Api.Contracts;

public enum SubmittedKind
{
    /// <summary>Left out, or null.</summary>
    Absent,

    Text,

    /// <summary>A number written with digits only: no sign, fraction or exponent.</summary>
    Digits,

    /// <summary>Any other JSON value, and a string that is not valid Unicode.</summary>
    Other,
}
