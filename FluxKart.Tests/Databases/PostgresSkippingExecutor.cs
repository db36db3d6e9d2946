using Xunit.Sdk;
using Xunit.v3;

namespace FluxKart.Tests.Databases;

/// <summary>
/// Replaces the tests on PostgreSQL with one that is skipped, if there is no server. <c>dotnet test</c> prints the name and the reason of
/// each skipped test, so hundreds of them would hide the rest of the output.
/// </summary>
internal sealed class PostgresSkippingExecutor(IXunitTestAssembly assembly) : XunitTestFrameworkExecutor(assembly)
{
    public override async ValueTask RunTestCases(
        IReadOnlyCollection<IXunitTestCase> testCases,
        IMessageSink executionMessageSink,
        ITestFrameworkExecutionOptions executionOptions,
        CancellationToken cancellationToken) =>
        await base.RunTestCases(await WithoutUnavailableAsync(testCases), executionMessageSink, executionOptions, cancellationToken);

    private static async Task<IReadOnlyCollection<IXunitTestCase>> WithoutUnavailableAsync(IReadOnlyCollection<IXunitTestCase> testCases)
    {
        var onPostgres = testCases.Where(NeedsPostgres).ToList();
        // A single test says why it is skipped by itself. With a required server, each test fails.
        if (onPostgres.Count < 2 || PostgresServer.IsRequired || (await PostgresServer.FindOnceAsync()).UnavailableReason is not { } reason)
            return testCases;
        // xunit needs a method for it, but does not call it.
        var skipped = new XunitTestCase(
            onPostgres[0].TestMethod,
            $"{onPostgres.Count} tests on PostgreSQL",
            uniqueID: "tests-on-postgresql",
            @explicit: false,
            skipReason: reason);
        return [.. testCases.Except(onPostgres), skipped];
    }

    private static bool NeedsPostgres(IXunitTestCase testCase) =>
        testCase.TestClass.Class.IsAssignableTo(typeof(IClassFixture<PostgresDatabase>));
}
