using FluxKart.Api.Application.Transfer.Reading.Headers;
using FluxKart.Api.Application.Transfer.Reading.Records;
using FluxKart.Api.Application.Transfer.Reading.Values;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Transfer.Reading;

/// <summary>Reads the values of records. Safe for several threads at once.</summary>
internal sealed class RowReader(string[] header, HeaderColumns columns, ReadingOptions options, TimeProvider clock)
{
    private const string Empty = "This row has neither an email address nor a phone number.";

    private const string Fax = "fax";

    public ImportedRow Read(FileRecord record)
    {
        if (record.Fault is not null)
            return Refused(record, [new RowFault(null, record.Fault)]);

        var faults = new List<RowFault>();
        var emails = ReadEmails(record, faults);
        var phoneNumbers = ReadPhoneNumbers(record, faults);
        if (faults.Count == 0 && emails.Count == 0 && phoneNumbers.Count == 0)
            faults.Add(new RowFault(null, Empty));
        var hasDate = TryReadCreatedAt(record, faults, out var createdAt);
        if (!hasDate || (emails.Count == 0 && phoneNumbers.Count == 0))
            return Refused(record, faults);

        return new ImportedRow
        {
            Line = record.Line,
            Emails = emails,
            PhoneNumbers = phoneNumbers,
            CreatedAt = createdAt,
            Customer = FirstOf(ColumnKind.Customer, record, out _),
            Faults = faults,
            Cells = record.Cells,
        };
    }

    private static ImportedRow Refused(FileRecord record, List<RowFault> faults) =>
        new() { Line = record.Line, Faults = faults, IsRefused = true, Cells = record.Cells };

    private List<EmailAddress> ReadEmails(FileRecord record, List<RowFault> faults)
    {
        var emails = new List<EmailAddress>();
        foreach (var column in columns[ColumnKind.Email])
        {
            if (TextOf(record, column) is not { } text)
                continue;
            var errors = new List<string>();
            EmailCell.Read(text, emails, errors);
            AddFaults(column, errors, faults);
        }

        return emails;
    }

    private List<PhoneNumber> ReadPhoneNumbers(FileRecord record, List<RowFault> faults)
    {
        var phoneNumbers = new List<PhoneNumber>();
        var region = RegionOf(record, out var unknownRegion);
        foreach (var column in columns[ColumnKind.PhoneNumber])
        {
            if (TextOf(record, column) is not { } text || IsFax(record, column))
                continue;
            var isWithoutPlus = columns.IsWithoutPlus(column);
            // Read with another country, the number could be somebody else's.
            if (unknownRegion is not null && !isWithoutPlus && !text.Contains('+'))
            {
                faults.Add(new RowFault(unknownRegion, Regions.Unknown));
                continue;
            }

            var errors = new List<string>();
            PhoneNumberCell.Read(text, region, isWithoutPlus, phoneNumbers, errors);
            AddFaults(column, errors, faults);
        }

        return phoneNumbers;
    }

    private void AddFaults(int column, List<string> errors, List<RowFault> faults)
    {
        foreach (var error in errors)
            faults.Add(new RowFault(header[column], error));
    }

    /// <param name="record">The row.</param>
    /// <param name="unknownColumn">The column with a country that is not found; null if it is found or absent.</param>
    private string? RegionOf(FileRecord record, out string? unknownColumn)
    {
        unknownColumn = null;
        if (FirstOf(ColumnKind.Region, record, out var column) is not { } text)
            return options.Region;
        if (Regions.TryFind(text, out var region))
            return region;
        unknownColumn = header[column];
        return null;
    }

    private bool TryReadCreatedAt(FileRecord record, List<RowFault> faults, out DateTime? createdAt)
    {
        createdAt = null;
        if (FirstOf(ColumnKind.CreatedAt, record, out var column) is not { } text)
            return true;
        if (!DateText.TryRead(text, options.DateFormat, out createdAt, out var error))
        {
            faults.Add(new RowFault(header[column], error));
            return false;
        }

        // Nobody knows when that was. By the time of the reading it would be older than the rows before it that have no date either.
        if (createdAt > clock.GetUtcNow().UtcDateTime)
            createdAt = null;
        return true;
    }

    private string? FirstOf(ColumnKind kind, FileRecord record, out int found)
    {
        foreach (var column in columns[kind])
        {
            found = column;
            if (TextOf(record, column) is { } text)
                return text;
        }

        found = -1;
        return null;
    }

    private bool IsFax(FileRecord record, int column) =>
        columns.LabelOf(column) is >= 0 and var label
        && label < record.Cells.Count
        && record.Cells[label].Contains(Fax, StringComparison.OrdinalIgnoreCase);

    // A row may be shorter than the header.
    private static string? TextOf(FileRecord record, int column) =>
        column < record.Cells.Count ? CellText.Of(record.Cells[column]) : null;
}
