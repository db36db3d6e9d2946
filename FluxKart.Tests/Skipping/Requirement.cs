namespace FluxKart.Tests.Skipping;

/// <summary>What some test classes need from the machine that runs them.</summary>
/// <param name="Where">Where these tests run, as in "tests on PostgreSQL".</param>
/// <param name="IsNeededBy">Whether a test class needs it.</param>
/// <param name="IsRequired">Whether the tests fail without it.</param>
/// <param name="FindUnavailableReasonAsync">The reason why it is unavailable; null if it is available.</param>
internal sealed record Requirement(
    string Where, Predicate<Type> IsNeededBy, bool IsRequired, Func<Task<string?>> FindUnavailableReasonAsync);
