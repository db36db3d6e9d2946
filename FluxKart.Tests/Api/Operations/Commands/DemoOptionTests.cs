using FluxKart.Api.Operations.Commands;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Api.Operations.Commands;

public sealed class DemoOptionTests
{
    [Theory]
    [InlineData("--demo")]
    [InlineData("--urls=http://127.0.0.1:0", "--demo")]
    [InlineData("import", "customers.csv", "--demo")]
    [InlineData("--demo=true")]
    [InlineData("--Demo")]
    public void IsIn_WhenAnArgumentIsTheOption_IsTrue(params string[] args) => Assert.True(DemoOption.IsIn(args));

    [Theory]
    [InlineData]
    [InlineData("--environment", "demo")]
    [InlineData("--contentRoot", "/demo")]
    [InlineData("import", "demo")]
    [InlineData("--demonstration=true")]
    public void IsIn_WhenNoArgumentIsTheOption_IsFalse(params string[] args) => Assert.False(DemoOption.IsIn(args));

    [Fact]
    public void SettingsBeside_WhenSettingsAreBesideTheOption_AreThose()
    {
        Assert.Empty(DemoOption.SettingsBeside(["--demo"]));
        Assert.Equal(
            ["--urls", "http://127.0.0.1:0", "--environment=Production"],
            DemoOption.SettingsBeside(["--urls", "http://127.0.0.1:0", "--demo", "--environment=Production"]));
    }

    [Theory]
    [InlineData(1, "export", "--demo")]
    [InlineData(1, "import", "customers.csv", "--demo")]
    [InlineData(2, "--demo", "import", "secret.csv")]
    [InlineData(2, "--demo", "true")]
    [InlineData(1, "--demo=true")]
    [InlineData(1, "--DEMO")]
    [InlineData(1, "--demo:on=true")]
    [InlineData(3, "--demo", "--urls=http://127.0.0.1:0", "--fast")]
    [InlineData(2, "--ConnectionStrings:FluxKart=Host=db;Password=top", "secret", "--demo")]
    public void SettingsBeside_WhenSomethingElseIsBesideTheOption_SaysWhereAndHowToWriteIt(int number, params string[] args)
    {
        var failure = Assert.Single(Assert.Throws<OptionsValidationException>(() => DemoOption.SettingsBeside(args)).Failures);

        Assert.StartsWith($"Argument {number} of the command line does not go with --demo. Write --demo ", failure, StringComparison.Ordinal);
        Assert.Contains("--demo --urls=http://localhost:3001", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure, StringComparison.Ordinal);
    }
}
