namespace FluxKart.Api.Application.Identification;

/// <summary>Decides whether a request to identify is accepted, before its body is read.</summary>
public interface IAdmissionControl
{
    /// <summary>
    /// Admits a request, unless more requests arrive than can be served in time. A refusal is counted: all requests are admitted again once
    /// none has been refused for a second.
    /// </summary>
    /// <returns>False if the request must be refused.</returns>
    bool TryAdmit();
}
