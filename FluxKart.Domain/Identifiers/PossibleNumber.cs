namespace FluxKart.Domain.Identifiers;

/// <summary>A number that can exist in some country.</summary>
/// <param name="parsed">The number as libphonenumber has it.</param>
/// <param name="e164">The number in E.164.</param>
internal sealed class PossibleNumber(PhoneNumbers.PhoneNumber parsed, string e164)
{
    public string E164 { get; } = e164;

    /// <summary>Whether the number belongs to a range that is in use. To find out takes longer than to read the number.</summary>
    public bool IsValid => NumberingPlan.IsValid(parsed);
}
