using System.Diagnostics.Metrics;
using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Identification;

/// <summary>What became of the requests to identify. Nothing in it names a customer.</summary>
internal sealed class IdentificationMetrics
{
    public const string MeterName = "FluxKart.Identification";

    private static readonly KeyValuePair<string, object?>[] Outcomes =
        [.. Enum.GetValues<IdentificationOutcome>().Select(outcome => Outcome(outcome.ToString().ToLowerInvariant()))];

    private static readonly KeyValuePair<string, object?> RefusedOutcome = Outcome("refused");

    private static readonly KeyValuePair<string, object?>[] Fields = [Field("email"), Field("phoneNumber")];

    private readonly Counter<long> requests;
    private readonly Counter<long> merges;
    private readonly Counter<long> ignoredValues;
    private readonly Histogram<int> customerSize;

    public IdentificationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        requests = meter.CreateCounter<long>(
            "fluxkart.identify.requests", "{request}", "Requests to identify, by outcome: matched, created, extended, merged, or refused.");
        merges = meter.CreateCounter<long>("fluxkart.identify.merges", "{customer}", "Customers that became part of an older one.");
        ignoredValues = meter.CreateCounter<long>(
            "fluxkart.identify.ignored_values", "{value}", "Unusable values that counted as absent, by field: email or phoneNumber.");
        customerSize = meter.CreateHistogram(
            "fluxkart.customer.size",
            "{contact}",
            "Contacts of the customer in the response.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000] });
    }

    /// <summary>Adds 0 to each counter, with each of its tags, so that listeners see it before the first count.</summary>
    public void StartAtZero()
    {
        foreach (var outcome in Outcomes.Append(RefusedOutcome))
            requests.Add(0, outcome);
        foreach (var field in Fields)
            ignoredValues.Add(0, field);
        merges.Add(0);
    }

    /// <summary>Counts a request whose response is its customer.</summary>
    public void CountIdentified(IdentifiedCustomer identified)
    {
        requests.Add(1, Outcomes[(int)identified.Outcome]);
        if (identified.MergedCount > 0)
            merges.Add(identified.MergedCount);
        customerSize.Record(identified.Customer.Size);
    }

    /// <summary>Counts a value that was unusable and counts as absent.</summary>
    public void CountIgnoredValue(string field) => ignoredValues.Add(1, Field(field));

    /// <summary>Counts a request whose response is an error.</summary>
    public void CountRefused() => requests.Add(1, RefusedOutcome);

    private static KeyValuePair<string, object?> Outcome(string outcome) => new("outcome", outcome);

    private static KeyValuePair<string, object?> Field(string field) => new("field", field);
}
