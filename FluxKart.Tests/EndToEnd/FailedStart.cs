namespace FluxKart.Tests.EndToEnd;

/// <summary>A start that fails exits with code 1 and prints one readable line.</summary>
internal static class FailedStart
{
    public static void AssertOneLine(string message, (int ExitCode, string Error) result)
    {
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.StartsWith("FluxKart cannot start: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.Error.Count(character => character == '\n'));
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("fk_the-key-itself", result.Error, StringComparison.Ordinal);
    }
}
