using FluxKart.Domain.Customers;

namespace FluxKart.Domain.Webhooks;

/// <summary>
/// Reads how far the endpoints are, and changes it for a person. A change is atomic, and reaches the sender within a few seconds,
/// whichever replica it runs in. An unavailable database is reported as by <see cref="IContactRepository"/>.
/// </summary>
public interface IWebhookDirectory
{
    /// <summary>The state of an endpoint; null if no sender has run for it yet.</summary>
    Task<Webhook?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>How many events come after a position.</summary>
    /// <param name="position">The id of an event.</param>
    /// <param name="types">Which of <see cref="Events.EventTypes"/> to count; empty for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<long> CountAfterAsync(long position, IReadOnlyCollection<string> types, CancellationToken cancellationToken);

    /// <summary>Sends again at once, and for as long as after a first failure. An endpoint that runs goes on as before.</summary>
    Task ResumeAsync(string name, CancellationToken cancellationToken);

    /// <summary>Leaves out the event that has not been delivered, and resumes.</summary>
    /// <returns>False if there is no such event.</returns>
    Task<bool> SkipAsync(string name, CancellationToken cancellationToken);

    /// <summary>Sends everything after an event once more, and resumes, also before the first sender has run.</summary>
    /// <param name="name">The name of the endpoint.</param>
    /// <param name="after">The id of an event; 0 to begin with the first event.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>False if the endpoint has not come that far.</returns>
    Task<bool> ReplayAsync(string name, long after, CancellationToken cancellationToken);
}
