using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Transfer.Reading;

/// <summary>What one row of a file says about a customer.</summary>
internal sealed class ImportedRow
{
    /// <summary>The line of the file where the row starts, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>Its valid addresses, each once, the most important column's first.</summary>
    public IReadOnlyList<EmailAddress> Emails { get; init; } = [];

    /// <summary>Its valid numbers, each once, the most important column's first.</summary>
    public IReadOnlyList<PhoneNumber> PhoneNumbers { get; init; } = [];

    /// <summary>When the contact came into being, in UTC and never in the future; null if the row does not say it.</summary>
    public DateTime? CreatedAt { get; init; }

    /// <summary>Which rows of the file belong to the same customer; null if the file does not say it.</summary>
    public string? Customer { get; init; }

    /// <summary>What is wrong with the row or its values. A row that is not refused can have some too.</summary>
    public IReadOnlyList<RowFault> Faults { get; init; } = [];

    /// <summary>Whether nothing of the row may be taken. Then it has at least one fault.</summary>
    public bool IsRefused { get; init; }

    /// <summary>
    /// Its cells as text, for the file of refused rows. A continuation row has the cells that it continues filled in, so that it can be
    /// sent again alone.
    /// </summary>
    public required IReadOnlyList<string> Cells { get; init; }
}
