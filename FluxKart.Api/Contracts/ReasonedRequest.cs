using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts;

/// <summary>A change by hand, for which an operator may give a reason.</summary>
public abstract class ReasonedRequest
{
    internal const int MaxReasonLength = 500;

    /// <summary>
    /// Why, in your own words: at most 500 characters, or null. It is kept in the event, so it should name nobody.
    /// </summary>
    [JsonPropertyOrder(1)]
    public SubmittedValue Reason { get; init; }

    /// <summary>The reason as validation has read it; null if none was given.</summary>
    internal string? AcceptedReason { get; private set; }

    /// <summary>Keeps the reason that validation has read.</summary>
    internal void AcceptReason(string? reason) => AcceptedReason = reason;
}
