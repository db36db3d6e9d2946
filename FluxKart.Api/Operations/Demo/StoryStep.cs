namespace FluxKart.Api.Operations.Demo;

/// <summary>
/// What happens while the demo starts. A step names customers and contacts by a value that they hold: an email address, or a phone number
/// in any form with a <c>+</c>.
/// </summary>
internal abstract record StoryStep
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public sealed override string ToString() => nameof(StoryStep);

    /// <summary>An order comes in.</summary>
    public sealed record Order(string? Email, string? PhoneNumber) : StoryStep;

    /// <summary>Somebody splits off the contacts that hold one of the values.</summary>
    public sealed record Split(IReadOnlyList<string> Values, string Reason, bool KeepApart = true) : StoryStep;

    /// <summary>Somebody makes the customers that hold the two values one.</summary>
    public sealed record Merge(string Value, string OtherValue, string Reason) : StoryStep;

    /// <summary>Somebody marks a value as shared, and takes apart what it has joined.</summary>
    public sealed record Mark(string Value, string Reason) : StoryStep;

    /// <summary>Somebody removes the contact that holds the two values.</summary>
    public sealed record Remove(string Email, string PhoneNumber, string Reason) : StoryStep;

    /// <summary>Somebody erases the customer that holds the value.</summary>
    public sealed record Erase(string Value, string Reason) : StoryStep;
}
