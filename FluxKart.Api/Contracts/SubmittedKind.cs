namespace FluxKart.Api.Contracts;

public enum SubmittedKind
{
    /// <summary>Left out, or null.</summary>
    Absent,

    Text,

    /// <summary>A whole number without a sign or an exponent; <c>.0</c> or <c>.00</c> may follow it, as a spreadsheet writes it.</summary>
    Digits,

    /// <summary>Any other JSON value, and a string that is not valid Unicode.</summary>
    Other,
}
