using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Operations.Commands.Importing;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Importing;
using FluxKart.Tests.Domain;

namespace FluxKart.Tests.Api.Operations.Commands.Importing;

public sealed class ImportSummaryTests : IDisposable
{
    private static readonly ImportResult Result = new(
        new ImportProgress { Rows = 12_345, Created = 12_000, Linked = 300, Merged = 40, Matched = 3, Refused = 2, IgnoredValues = 1 },
        IsComplete: true,
        ["Email addresses are read from E\u001b[31mmail."],
        [new CustomerSize(7, 12), new CustomerSize(0, 2)],
        []);

    private static readonly IdentifierUse[] Hot =
        [new(Parsed.Email("o'neill@shop.example"), 120, 80), new(Parsed.Phone("+4930901820"), 3, 1)];

    private readonly StringWriter output = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public void Write_WhenComplete_HasTheCountsTheNotesAndTheLargestCustomers() => Assert.Equal(
        """
        Imported customers.csv: 12,345 rows in 5.0 s, 2,469 a second.

                 12,000 created   rows that made a new customer
                    300 linked    rows that added contacts to a customer
                     40 merged    rows that made several customers one
                      3 matched   rows that brought nothing new
                      2 refused   rows of which nothing was taken
                      1 ignored   bad values beside good ones

        About the file:
        - Email addresses are read from E?[31mmail.

        The first errors:
        - line 3, Pho?ne: Fix it.
        - line 9: The row is damaged.
        --errors FILE writes all rows with errors to a file, to be fixed and imported.

        The largest customers:
        - customer 7: 12 contacts
        - a new customer: 2 contacts

        """,
        Summary(Result, new RowFault("Pho\nne", "Fix it."), new RowFault(null, "The row is damaged.")));

    [Theory]
    [InlineData(true, "Imported customers.csv: 12,345 rows")]
    [InlineData(true, "Dry run of customers.csv; nothing was written: 12,345 rows", "--dry-run")]
    [InlineData(false, "Stopped: 12,345 rows in 5.0 s, 2,469 a second.\nImport the same file again to continue: what is there already adds nothing.\n")]
    [InlineData(false, "Stopped the dry run; nothing was written: 12,345 rows in 5.0 s, 2,469 a second.\n\n", "--dry-run")]
    public void Write_Always_BeginsWithWhatHappened(bool isComplete, string expected, params string[] options) => Assert.StartsWith(
        expected, Summary(Result with { IsComplete = isComplete }, options), StringComparison.Ordinal);

    [Fact]
    public void Write_WhenThereAreFewRows_HasNoRate() => Assert.StartsWith(
        "Imported customers.csv: 1 row in 5.0 s.\n", Summary(Result with { Counts = new ImportProgress { Rows = 1 } }), StringComparison.Ordinal);

    [Fact]
    public void Write_WhenThereIsAFileOfErrors_NamesIt() => Assert.Contains(
        "/data/refused.csv has all rows with errors. Fix them there, and import that file.",
        Summary(Result, ["--errors", "/data/refused.csv"], new RowFault(null, "Fix it.")),
        StringComparison.Ordinal);

    [Fact]
    public void Write_WhenIdentifiersAreHotOnATerminal_HasTheCommandThatMarksEach()
    {
        new HotIdentifiers(output, showsValues: true, needsKey: false).Write(Hot, isDryRun: false);

        Assert.Equal(
            """

            Identifiers that may belong to several people, the likeliest first:
            - o'neill@shop.example: 120 contacts, 80 phone numbers
              curl -s http://localhost:3000/shared-identifiers -H 'Content-Type: application/json' -d '{"email":"o\u0027neill@shop.example","reason":"several people use it","takeApart":true}'
            - +4930901820: 3 contacts, 1 email address
              curl -s http://localhost:3000/shared-identifiers -H 'Content-Type: application/json' -d '{"phoneNumber":"+4930901820","reason":"several people use it","takeApart":true}'
            Mark those that are shared, while the service runs. "takeApart" separates the customers that they have joined.

            """,
            output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Write_WhenIdentifiersAreHotInADryRun_SuggestsToMarkThemFirst()
    {
        new HotIdentifiers(output, showsValues: true, needsKey: true).Write(Hot, isDryRun: true);

        var text = output.ToString();
        Assert.Contains("-H \"Authorization: Bearer $FLUXKART_KEY\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("takeApart", text, StringComparison.Ordinal);
        Assert.Contains("Mark those that are shared before the import, while the service runs. They then link nobody.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "Their values are only shown on a terminal, and by GET /suggestions.")]
    [InlineData(true, "Their values are only shown on a terminal.")]
    public void Write_WhenIdentifiersAreHotInALog_HasNoValue(bool isDryRun, string expected)
    {
        new HotIdentifiers(output, showsValues: false, needsKey: false).Write(Hot, isDryRun);

        var text = output.ToString();
        Assert.Contains("- an email address: 120 contacts, 80 phone numbers", text, StringComparison.Ordinal);
        Assert.EndsWith(expected, text.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("shop.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("4930901820", text, StringComparison.Ordinal);
    }

    private string Summary(ImportResult result, params RowFault[] faults) => Summary(result, [], faults);

    private string Summary(ImportResult result, string[] options, params RowFault[] faults)
    {
        var errors = faults.Select((fault, index) => (Line: 3L + (6 * index), Fault: fault)).ToList();
        new ImportSummary(output, ImportOptions.Parse(["customers.csv", .. options])).Write(result, errors, TimeSpan.FromSeconds(5));
        return output.ToString().ReplaceLineEndings("\n");
    }
}
