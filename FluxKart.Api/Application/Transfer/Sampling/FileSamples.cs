using FluxKart.Api.Application.Identification;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Application.Transfer.Reading.Decoding;

namespace FluxKart.Api.Application.Transfer.Sampling;

internal sealed class FileSamples(IdentificationOptions options, TimeProvider clock) : IFileSamples
{
    public async Task<SampleResult> ReadAsync(Stream file, ReadingOptions reading, int maxRows, CancellationToken cancellationToken)
    {
        var asConfigured = reading with { Region = reading.Region ?? options.DefaultRegion };
        try
        {
            using var customers = await CustomerFile.OpenAsync(file, asConfigured, clock, cancellationToken);
            var rows = await customers.ReadAsync(cancellationToken).Take(maxRows).ToListAsync(cancellationToken);
            return new SampleResult(new FileSample(customers.Notes, rows.ConvertAll(ToSample)), Fault: null);
        }
        catch (UnreadableFileException exception)
        {
            return new SampleResult(Sample: null, exception.Message);
        }
    }

    private static SampleRow ToSample(ImportedRow row) => new(
        row.Line,
        [.. row.Emails.Select(email => email.Value)],
        [.. row.PhoneNumbers.Select(phoneNumber => phoneNumber.Value)],
        row.CreatedAt,
        row.Customer,
        row.IsRefused,
        [.. row.Faults.Select(fault => fault.Column is null ? fault.Error : $"{fault.Column}: {fault.Error}")]);
}
