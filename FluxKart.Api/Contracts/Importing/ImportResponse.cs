using FluxKart.Api.Contracts.Suggestions;

namespace FluxKart.Api.Contracts.Importing;

/// <summary>A file that was sent to be imported, and what has become of it.</summary>
/// <param name="Id">The id of the import.</param>
/// <param name="State">
/// `running` while it runs, or waits for the imports before it; `done`; `failed`, and `error` says why; `cancelled`; `interrupted` if the
/// service stopped or crashed before the end of the file.
/// </param>
/// <param name="DryRun">Whether nothing of it is written.</param>
/// <param name="Bytes">The size of the file as it came.</param>
/// <param name="BytesRead">How much of it has been read.</param>
/// <param name="Rows">The rows that were committed or refused. Each counts once, as one of the next five.</param>
/// <param name="Created">The rows that created a customer.</param>
/// <param name="Linked">The rows that added contacts to a customer.</param>
/// <param name="Merged">The rows that made several customers one.</param>
/// <param name="Matched">The rows that brought nothing new.</param>
/// <param name="Refused">The rows of which nothing was taken.</param>
/// <param name="IgnoredValues">The bad values beside good ones, in rows that were not refused.</param>
/// <param name="StartedAt">When it began, in UTC; null while it waits.</param>
/// <param name="EndedAt">When it ended, in UTC; null until it has. A cancelled import ends with the rows in flight.</param>
/// <param name="Error">Why it failed, and what to do; null unless it did.</param>
/// <param name="Notes">What was detected or assumed about the file; empty until it has ended.</param>
/// <param name="LargestCustomers">
/// The customers with the most contacts, of the whole database now; null unless it is done, and in a list of imports.
/// </param>
/// <param name="HottestIdentifiers">The identifiers with the most counterparts; null as above.</param>
[ResponseExample(
    """
    {
      "id": 3,
      "state": "done",
      "dryRun": false,
      "bytes": 1048576,
      "bytesRead": 1048576,
      "rows": 12000,
      "created": 8000,
      "linked": 1500,
      "merged": 500,
      "matched": 1990,
      "refused": 10,
      "ignoredValues": 25,
      "startedAt": "2026-11-26T09:00:00Z",
      "endedAt": "2026-11-26T09:00:03Z",
      "error": null,
      "notes": ["The columns are those of an export of Shopify."],
      "largestCustomers": [{"primaryContactId": 17, "contacts": 12}],
      "hottestIdentifiers": [{"email": "info@shop.example", "contacts": 12, "counterparts": 9}]
    }
    """)]
public sealed record ImportResponse(
    long Id,
    string State,
    bool DryRun,
    long Bytes,
    long BytesRead,
    long Rows,
    long Created,
    long Linked,
    long Merged,
    long Matched,
    long Refused,
    long IgnoredValues,
    DateTime? StartedAt,
    DateTime? EndedAt,
    string? Error,
    IReadOnlyList<string> Notes,
    IReadOnlyList<CustomerSizeResponse>? LargestCustomers,
    IReadOnlyList<IdentifierUseResponse>? HottestIdentifiers)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ImportResponse);
}
