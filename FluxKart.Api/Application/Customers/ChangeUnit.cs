using FluxKart.Api.Application.Events;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Customers;

/// <summary>Runs a change by hand: loads customers, applies the change, saves and commits. A dry run does the same without the save.</summary>
internal sealed class ChangeUnit(IContactRepository contacts, IUnitOfWork unitOfWork, EventMetrics metrics)
{
    /// <param name="scope">What the change concerns. It is locked, unless this is a dry run.</param>
    /// <param name="isDryRun">Whether to write nothing.</param>
    /// <param name="change">Applies the change to the loaded customers. It runs again if the unit has to start again.</param>
    /// <param name="isRepeated">
    /// Whether a result without any change can come from this change having been made before. If the connection breaks during a commit, the
    /// commit may have succeeded, and the unit runs again. Then the result is that of the first run.
    /// </param>
    /// <param name="cancellationToken">Cancels the change and rolls it back.</param>
    public async Task<TResult> RunAsync<TResult>(
        CustomerScope scope,
        bool isDryRun,
        Func<CustomerSet, CancellationToken, Task<TResult>> change,
        Func<TResult, bool> isRepeated,
        CancellationToken cancellationToken)
    {
        if (isDryRun)
            return await change(await contacts.LoadAsync(scope, cancellationToken), cancellationToken);

        (TResult Result, IReadOnlyList<CustomerEvent> Events)? saved = null;
        var (result, events) = await unitOfWork.ExecuteAsync(
            async token =>
            {
                var customers = await contacts.LoadForUpdateAsync(scope, token);
                var changed = await change(customers, token);
                if (!customers.HasChanged)
                    return saved is { } before && isRepeated(changed) ? before : (changed, []);
                await contacts.SaveAsync(customers, token);
                saved = (changed, customers.Events);
                return saved.Value;
            },
            cancellationToken);
        metrics.CountWritten(events);
        return result;
    }
}
