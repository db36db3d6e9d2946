using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Webhooks;

/// <summary>
/// Shows how far the webhooks are, and changes it for a person. A change is atomic, and reaches the sender within a few seconds, whichever
/// replica it runs in. Every method throws <see cref="StoreUnavailableException"/> if the database cannot be reached or stays busy.
/// </summary>
public interface IWebhookService
{
    /// <summary>All webhooks, in the order of the settings.</summary>
    Task<IReadOnlyList<WebhookStatus>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Sends again at once, and for as long as after a first failure. A webhook that runs goes on as before.</summary>
    /// <returns>The webhook afterwards; null if there is no webhook with this name.</returns>
    Task<WebhookStatus?> ResumeAsync(string name, CancellationToken cancellationToken);

    /// <summary>Leaves out the event that has not been delivered, and resumes. It is not done if there is no such event.</summary>
    Task<WebhookChange> SkipAsync(string name, CancellationToken cancellationToken);

    /// <summary>Sends everything after an event once more, and resumes. It is not done if the webhook has not come that far.</summary>
    /// <param name="name">The name of the webhook, in any case.</param>
    /// <param name="after">The id of an event; 0 to begin with the first event.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    Task<WebhookChange> ReplayAsync(string name, long after, CancellationToken cancellationToken);
}
