using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>Says what an import has done, for a person.</summary>
internal sealed class ImportSummary(TextWriter output, ImportOptions options)
{
    /// <summary>How an import that has ended early goes on.</summary>
    public const string Continuation = "Import the same file again to continue: what is there already adds nothing.";

    // With fewer rows the rate is that of opening the database.
    private const int FewestForRate = 1000;

    /// <param name="result">What the import has done.</param>
    /// <param name="firstErrors">The first errors, and the lines of their rows.</param>
    /// <param name="elapsed">How long it took.</param>
    public void Write(ImportResult result, IReadOnlyList<(long Line, RowFault Fault)> firstErrors, TimeSpan elapsed)
    {
        output.WriteLine($"{Beginning(result.IsComplete)}{SpeedOf(result.Counts.Rows, elapsed)}.");
        if (!result.IsComplete && !options.IsDryRun)
            output.WriteLine(Continuation);
        WriteCounts(result.Counts);
        WriteList("About the file:", [.. result.Notes.Select(TerminalText.Of)]);
        WriteErrors(firstErrors);
        WriteList(
            "The largest customers:",
            [.. result.LargestCustomers.Select(size => $"{NameOf(size.PrimaryContactId)}: {Quantity.Of(size.Contacts, "contact")}")]);
    }

    // A dry run numbers no new contacts.
    private static string NameOf(long primaryContactId) => primaryContactId > 0 ? $"customer {primaryContactId}" : "a new customer";

    private static string SpeedOf(long rows, TimeSpan elapsed)
    {
        var text = $"{Quantity.Of(rows, "row")} in {ProgressText.Duration(elapsed)}";
        return rows < FewestForRate ? text : $"{text}, {ProgressText.Rate(rows, elapsed)} a second";
    }

    private string Beginning(bool isComplete) => (isComplete, options.IsDryRun) switch
    {
        (true, false) => $"Imported {options.FileName}: ",
        (true, true) => $"Dry run of {options.FileName}; nothing was written: ",
        (false, false) => "Stopped: ",
        (false, true) => "Stopped the dry run; nothing was written: ",
    };

    private void WriteCounts(ImportProgress counts)
    {
        output.WriteLine();
        foreach (var (count, name, meaning) in new[]
        {
            (counts.Created, "created", "rows that made a new customer"),
            (counts.Linked, "linked", "rows that added contacts to a customer"),
            (counts.Merged, "merged", "rows that made several customers one"),
            (counts.Matched, "matched", "rows that brought nothing new"),
            (counts.Refused, "refused", "rows of which nothing was taken"),
            (counts.IgnoredValues, "ignored", "bad values beside good ones"),
        })
        {
            output.WriteLine($"{Quantity.Of(count),15} {name,-8}  {meaning}");
        }
    }

    private void WriteErrors(IReadOnlyList<(long Line, RowFault Fault)> firstErrors)
    {
        if (firstErrors.Count == 0)
            return;
        WriteList("The first errors:", [.. firstErrors.Select(error => $"line {error.Line}{ColumnOf(error.Fault)}: {error.Fault.Error}")]);
        output.WriteLine(options.ErrorsFile is { } file
            ? $"{file} has all rows with errors. Fix them there, and import that file."
            : $"{ImportOptions.Errors} FILE writes all rows with errors to a file, to be fixed and imported.");
    }

    private static string ColumnOf(RowFault fault) => fault.Column is { } column ? $", {TerminalText.Of(column)}" : "";

    private void WriteList(string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine(title);
        foreach (var line in lines)
            output.WriteLine($"- {line}");
    }
}
