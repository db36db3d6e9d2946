using FluxKart.Api.Application.Events;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.SharedIdentifiers;

/// <remarks>
/// If the connection breaks during a commit, the commit may have succeeded, and the unit of work runs again: then the result is that of the
/// first run.
/// </remarks>
internal sealed class SharedIdentifierService(
    IContactRepository contacts,
    ISharedIdentifierDirectory directory,
    IUnitOfWork unitOfWork,
    EventMetrics metrics) : ISharedIdentifierService
{
    public async Task<SharedIdentifierPage> ListAsync(long afterId, int limit, CancellationToken cancellationToken)
    {
        var marks = await directory.ListAsync(afterId, limit + 1, cancellationToken);
        return marks.Count > limit ? new SharedIdentifierPage([.. marks.Take(limit)], marks[limit - 1].Id) : new(marks, null);
    }

    public async Task<Marking> MarkAsync(MarkRequest request, CancellationToken cancellationToken)
    {
        var scope = ScopeOf(request.Identifier, withHolders: request.TakeApart);
        if (request.IsDryRun)
            return Mark(request, await contacts.LoadAsync(scope, cancellationToken));

        (Marking Marking, IReadOnlyList<CustomerEvent> Events)? saved = null;
        var (marking, events) = await unitOfWork.ExecuteAsync(
            async token =>
            {
                var customers = await contacts.LoadForUpdateAsync(scope, token);
                var marked = Mark(request, customers);
                if (customers.Events.Count == 0 && customers.Shared.TakenApart.Count == 0)
                    return saved ?? (marked, []);
                await contacts.SaveAsync(customers, token);
                saved = (marked, customers.Events);
                return saved.Value;
            },
            cancellationToken);
        metrics.CountWritten(events);
        return marking;
    }

    public async Task<bool> UnmarkAsync(long id, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(id, cancellationToken) is not { } found)
            return false;
        IReadOnlyList<CustomerEvent>? saved = null;
        var events = await unitOfWork.ExecuteAsync(
            async token =>
            {
                var customers = await contacts.LoadForUpdateAsync(ScopeOf(found.Identifier, withHolders: false), token);
                if (customers.Bonds.Marks.FirstOrDefault(mark => mark.Id == id) is not { } mark)
                    return saved;
                customers.Unmark(mark);
                await contacts.SaveAsync(customers, token);
                return saved = customers.Events;
            },
            cancellationToken);
        if (events is null)
            return false;
        metrics.CountWritten(events);
        return true;
    }

    // Without its holders, of whom there may be very many: the lock on the identifier is enough to mark it.
    private static CustomerScope ScopeOf(Identifier identifier, bool withHolders) => new CustomerScope([], []) with
    {
        Marks = [identifier],
        WithHoldersOfMarks = withHolders,
        WithBonds = true,
    };

    private static Marking Mark(MarkRequest request, CustomerSet customers)
    {
        var stored = customers.Bonds.Marks.FirstOrDefault(mark => mark.Identifier.Equals(request.Identifier));
        var mark = new SharedIdentifier(request.Identifier, request.Reason, request.TakeApart);
        var parts = customers.Mark(mark, stored, request.TakeApart);
        return new Marking(stored ?? mark, stored is null, [.. parts.Select(part => part.ToSnapshot())]);
    }
}
