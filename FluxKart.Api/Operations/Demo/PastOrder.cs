namespace FluxKart.Api.Operations.Demo;

/// <summary>An order from before the demo was started.</summary>
/// <param name="DaysAgo">How long ago it was, in days.</param>
/// <param name="Email">The email address of the order; null if it has none.</param>
/// <param name="PhoneNumber">The phone number of the order; null if it has none.</param>
internal sealed record PastOrder(double DaysAgo, string? Email, string? PhoneNumber)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(PastOrder);
}
