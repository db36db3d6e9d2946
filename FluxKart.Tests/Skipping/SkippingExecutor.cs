using FluxKart.Tests.Console;
using FluxKart.Tests.Databases;
using Xunit.Sdk;
using Xunit.v3;

namespace FluxKart.Tests.Skipping;

/// <summary>
/// Replaces the tests that need PostgreSQL with one that is skipped, if there is no server, and likewise those that need a browser.
/// <c>dotnet test</c> prints the name and the reason of each skipped test, so hundreds of them would hide the rest of the output.
/// </summary>
internal sealed class SkippingExecutor(IXunitTestAssembly assembly) : XunitTestFrameworkExecutor(assembly)
{
    private static readonly Requirement[] Requirements =
    [
        new(
            "on PostgreSQL",
            type => type.IsAssignableTo(typeof(IClassFixture<PostgresDatabase>)),
            PostgresServer.IsRequired,
            async () => (await PostgresServer.FindOnceAsync()).UnavailableReason),
        new(
            "in a browser",
            type => type.IsAssignableTo(typeof(ConsoleTests)),
            Browser.IsRequired,
            () => Task.FromResult(Browser.UnavailableReason)),
    ];

    public override async ValueTask RunTestCases(
        IReadOnlyCollection<IXunitTestCase> testCases,
        IMessageSink executionMessageSink,
        ITestFrameworkExecutionOptions executionOptions,
        CancellationToken cancellationToken)
    {
        foreach (var requirement in Requirements)
            testCases = await WithoutUnavailableAsync(requirement, testCases);
        await base.RunTestCases(testCases, executionMessageSink, executionOptions, cancellationToken);
    }

    private static async Task<IReadOnlyCollection<IXunitTestCase>> WithoutUnavailableAsync(
        Requirement requirement, IReadOnlyCollection<IXunitTestCase> testCases)
    {
        var unavailable = testCases.Where(testCase => requirement.IsNeededBy(testCase.TestClass.Class)).ToList();
        // A single test says why it is skipped by itself. If what they need is required, each test fails.
        if (unavailable.Count < 2 || requirement.IsRequired || await requirement.FindUnavailableReasonAsync() is not { } reason)
            return testCases;
        // xunit needs a method for it, but does not call it.
        var skipped = new XunitTestCase(
            unavailable[0].TestMethod,
            $"{unavailable.Count} tests {requirement.Where}",
            uniqueID: $"tests {requirement.Where}",
            @explicit: false,
            skipReason: reason);
        return [.. testCases.Except(unavailable), skipped];
    }
}
