namespace FluxKart.Api.Application.Identification;

/// <summary>Nothing of the request was done, because more requests arrive than can be answered in time. The client can send it again.</summary>
public sealed record RefusedIdentification : IdentificationResult
{
    private RefusedIdentification()
    {
    }

    public static RefusedIdentification Instance { get; } = new();
}
