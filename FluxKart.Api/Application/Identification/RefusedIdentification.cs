namespace FluxKart.Api.Application.Identification;

/// <summary>
/// The request was not applied, because more requests arrive than can be served in time. The client can send it again.
/// </summary>
public sealed record RefusedIdentification : IdentificationResult
{
    private RefusedIdentification()
    {
    }

    public static RefusedIdentification Instance { get; } = new();
}
