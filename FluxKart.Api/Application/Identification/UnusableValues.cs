namespace FluxKart.Api.Application.Identification;

/// <summary>What becomes of an email address or a phone number that is invalid.</summary>
public enum UnusableValues
{
    /// <summary>The request is rejected, and the response says how to fix the value.</summary>
    Reject,

    /// <summary>The value counts as absent as long as the other one is good. A checkout cannot ask its shopper again.</summary>
    Ignore,
}
