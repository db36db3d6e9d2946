using FluxKart.Api.Operations.Commands;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Api.Operations.Commands;

public sealed class CommandArgumentsTests
{
    private static readonly Dictionary<string, Func<string[], string[]>> Commands = new()
    {
        ["adopt"] = AdoptCommand.Settings,
        ["export"] = ExportCommand.Settings,
        ["normalise"] = NormaliseCommand.Settings,
    };

    [Theory]
    [InlineData("adopt", "--dry-run, --drop, --time-zone", 2, "--zork")]
    [InlineData("adopt", "--dry-run, --drop, --time-zone", 3, "--dry-run", "--timezone=UTC")]
    [InlineData("adopt", "--dry-run, --drop, --time-zone", 4, "--time-zone", "UTC", "-n")]
    [InlineData("export", "--output, --format, --for-spreadsheets", 2, "--file", "secret")]
    [InlineData("export", "--output, --format, --for-spreadsheets", 3, "--format=csv", "/zork=secret")]
    [InlineData("normalise", "--dry-run", 2, "--dryrun")]
    [InlineData("normalise", "--dry-run", 2, "zork=secret")]
    public void Settings_WhenAnOptionIsUnknown_ListsTheOptions(string command, string options, int position, params string[] args)
    {
        var failure = Assert.Single(Assert.Throws<OptionsValidationException>(() => Commands[command](args)).Failures);

        Assert.Equal(
            $"Argument {position} of the command line is not an option of {command}. The options are {options}; "
            + "settings are written as --Database:Provider=PostgreSql.",
            failure);
    }

    [Theory]
    [InlineData(3, "--dry-run", "secret")]
    [InlineData(2, "--time-zone")]
    [InlineData(2, "")]
    [InlineData(3, "--ConnectionStrings:FluxKart=Host=db;Password=top", "secret")]
    public void Settings_WhenAnArgumentIsNotASetting_ListsTheOptions(int position, params string[] args)
    {
        var failure = Assert.Single(Assert.Throws<OptionsValidationException>(() => AdoptCommand.Settings(args)).Failures);

        Assert.Equal(
            $"Argument {position} of the command line is not a setting; write settings as --Name=value, such as "
            + "--urls=http://localhost:3000. The options of adopt are --dry-run, --drop, --time-zone; --help explains them.",
            failure);
    }

    [Theory]
    [InlineData("--dry-run", "--time-zone", "Asia/Kolkata", "--DATABASE_URL=postgres://db")]
    [InlineData("--Drop=false", "/Database:Provider=PostgreSql", "urls=http://127.0.0.1:0", "--environment", "Development")]
    public void Settings_WhenAllArgumentsAreKnown_TakesThem(params string[] args) =>
        Assert.Equal(args[^1], AdoptCommand.Settings(args)[^1]);
}
