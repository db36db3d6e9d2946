using FluxKart.Api.Application.Transfer.Reading.Headers;
using FluxKart.Api.Operations.Commands.Importing;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Api.Operations.Commands.Importing;

public sealed class ImportOptionsTests
{
    [Fact]
    public void Parse_WhenAllOptionsAreGiven_ReadsThemAndKeepsTheSettings()
    {
        var options = ImportOptions.Parse(
        [
            "--dry-run", "--columns", "email:Mail,phoneNumber:Tel", "customers.csv", "--date-format=dd/MM/yyyy", "--region", "de", "--Database:Provider", "Sqlite",
            "--delimiter", ";", "--encoding=windows-1252", "--errors", "refused.csv", "--ConnectionStrings:FluxKart=Data Source=a.db", "--DATABASE_URL=",
        ]);

        Assert.Equal((Path.GetFullPath("customers.csv"), "customers.csv"), (options.File, options.FileName));
        Assert.Equal(Path.GetFullPath("refused.csv"), options.ErrorsFile);
        Assert.True(options.IsDryRun);
        Assert.Equal(["Mail"], options.Reading.Columns[ColumnKind.Email]);
        Assert.Equal(("dd/MM/yyyy", "DE", ';'), (options.Reading.DateFormat, options.Reading.Region, options.Reading.Delimiter));
        Assert.Equal("windows-1252", options.Reading.Encoding!.WebName);
        Assert.Equal(["--Database:Provider=Sqlite", "--ConnectionStrings:FluxKart=Data Source=a.db", "--DATABASE_URL="], options.Settings);
    }

    [Fact]
    public void Parse_WhenOnlyTheFileIsGiven_LeavesTheRestToDetection()
    {
        var options = ImportOptions.Parse(["/data/customers.csv"]);

        Assert.Equal(("/data/customers.csv", null, false), (options.File, options.ErrorsFile, options.IsDryRun));
        var reading = options.Reading;
        Assert.Equal((null, null, null, null), (reading.DateFormat, reading.Region, reading.Delimiter, reading.Encoding));
        Assert.Empty(options.Settings);
    }

    [Fact]
    public void Parse_WhenTheFileIsADash_IsStandardInput() =>
        Assert.Equal(("-", "standard input"), (ImportOptions.Parse(["-", "--dry-run=false"]).File, ImportOptions.Parse(["-"]).FileName));

    [Theory]
    [InlineData("Name the file to import, or - for standard input.")]
    [InlineData("Name the file to import, or - for standard input.", "--errors", "refused.csv")]
    [InlineData("Argument 2 of the command line is empty; name the file to import.", "")]
    [InlineData("Argument 4 of the command line names a second file; import one file after the other.", "a.csv", "--dry-run", "secret.csv")]
    [InlineData("Argument 3 of the command line is not an option of import. The options are --dry-run, --errors, --columns, --date-format, --region, --delimiter, --encoding; settings are written as --Database:Provider=PostgreSql.", "a.csv", "--date-formt=secret")]
    [InlineData("Argument 3 of the command line is not an option of import.", "a.csv", "--dryrun")]
    [InlineData("Argument 3 of the command line is not an option of import.", "a.csv", "-n")]
    [InlineData("Argument 3 of the command line lacks its value.", "a.csv", "--errors", "--dry-run")]
    [InlineData("Argument 3 of the command line lacks its value.", "a.csv", "--Database:Provider")]
    [InlineData("--dry-run has a value that is not true or false; write it without a value.", "a.csv", "--dry-run=secret")]
    [InlineData("--errors is empty; name the file to write.", "a.csv", "--errors=")]
    [InlineData("--date-format is invalid. Write a .NET date format", "a.csv", "--date-format", "secret")]
    [InlineData("--delimiter is invalid. Use one of , ; | or tab.", "a.csv", "--delimiter", "secret")]
    [InlineData("--region is invalid. ", "a.csv", "--region", "secret")]
    [InlineData("--encoding is invalid. ", "a.csv", "--encoding", "secret")]
    [InlineData("--columns is invalid. ", "a.csv", "--columns", "secret")]
    public void Parse_WhenAnArgumentIsInvalid_SaysWhichAndHowToFixIt(string expected, params string[] args)
    {
        var failures = Assert.Throws<OptionsValidationException>(() => ImportOptions.Parse(args)).Failures;

        Assert.StartsWith(expected, failures.First(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", string.Join(' ', failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WhenSeveralArgumentsAreInvalid_ReportsAllOfThem()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => ImportOptions.Parse(["a.csv", "--delimiter=x", "--region=x", "--fast"]));

        Assert.Equal(3, failure.Failures.Count());
    }
}
