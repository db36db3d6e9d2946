namespace FluxKart.Api.Contracts.Importing;

/// <summary>A row of a file, as it would be read.</summary>
/// <param name="Line">The line of the file where the row starts, from 1.</param>
/// <param name="Emails">Its valid email addresses, as they would be stored.</param>
/// <param name="PhoneNumbers">Its valid phone numbers, as they would be stored.</param>
/// <param name="CreatedAt">When the contact came into being; null if the row does not say it.</param>
/// <param name="Customer">Which rows of the file belong to the same customer; null if the file does not say it.</param>
/// <param name="Refused">Whether nothing of the row would be taken.</param>
/// <param name="Errors">What is wrong with the row or its values, each with the name of the column.</param>
public sealed record ImportRowResponse(
    long Line,
    IReadOnlyList<string> Emails,
    IReadOnlyList<string> PhoneNumbers,
    DateTime? CreatedAt,
    string? Customer,
    bool Refused,
    IReadOnlyList<string> Errors)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ImportRowResponse);
}
