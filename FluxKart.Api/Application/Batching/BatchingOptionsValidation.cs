using Microsoft.Extensions.Options;

namespace FluxKart.Api.Application.Batching;

internal sealed class BatchingOptionsValidation : IValidateOptions<IdentificationOptions>
{
    public ValidateOptionsResult Validate(string? name, IdentificationOptions options)
    {
        var batching = options.Batching;
        var failures = new[]
        {
            OutOfRange(nameof(batching.MaxBatchSize), batching.MaxBatchSize, 1, 1_000),
            OutOfRange(nameof(batching.MaxQueueLength), batching.MaxQueueLength, 1, 1_000_000),
            OutOfRange(nameof(batching.ReadBatchesInFlight), batching.ReadBatchesInFlight, 1, 100),
            OutOfRange(nameof(batching.WriteBatchesInFlight), batching.WriteBatchesInFlight, 1, 100),
        }.OfType<string>().ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? OutOfRange(string setting, int value, int least, int most) =>
        value >= least && value <= most ? null : $"Identification:Batching:{setting} is {value}; set {least} to {most}.";
}
