using System.Reflection;
using FluxKart.Tests.Databases;
using Xunit.v3;

[assembly: TestFramework(typeof(PostgresSkippingFramework))]

namespace FluxKart.Tests.Databases;

/// <summary>xunit's framework, which reports all tests on PostgreSQL as one skipped test if there is no server.</summary>
internal sealed class PostgresSkippingFramework(string? configFileName) : XunitTestFramework(configFileName)
{
    private readonly string? configFileName = configFileName;

    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) =>
        new PostgresSkippingExecutor(new XunitTestAssembly(assembly, configFilePath: configFileName));
}
