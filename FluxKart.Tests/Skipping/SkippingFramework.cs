using System.Reflection;
using FluxKart.Tests.Skipping;
using Xunit.v3;

[assembly: TestFramework(typeof(SkippingFramework))]

namespace FluxKart.Tests.Skipping;

/// <summary>xunit's framework, which reports all tests that need what is unavailable as one skipped test.</summary>
internal sealed class SkippingFramework(string? configFileName) : XunitTestFramework(configFileName)
{
    private readonly string? configFileName = configFileName;

    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) =>
        new SkippingExecutor(new XunitTestAssembly(assembly, configFilePath: configFileName));
}
