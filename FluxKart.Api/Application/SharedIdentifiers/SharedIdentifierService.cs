using FluxKart.Api.Application.Customers;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.SharedIdentifiers;

internal sealed class SharedIdentifierService(ISharedIdentifierDirectory directory, ChangeUnit unit) : ISharedIdentifierService
{
    public async Task<SharedIdentifierPage> ListAsync(long afterId, int limit, CancellationToken cancellationToken)
    {
        var marks = await directory.ListAsync(afterId, limit + 1, cancellationToken);
        return marks.Count > limit ? new SharedIdentifierPage([.. marks.Take(limit)], marks[limit - 1].Id) : new(marks, null);
    }

    public Task<Marking> MarkAsync(MarkRequest request, CancellationToken cancellationToken) => unit.RunAsync(
        ScopeOf(request.Identifier, withHolders: request.TakeApart),
        request.IsDryRun,
        (customers, _) => Task.FromResult(Mark(request, customers)),
        isRepeated: _ => true,
        cancellationToken);

    public async Task<SharedIdentifier?> UnmarkAsync(long id, bool isDryRun, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(id, cancellationToken) is not { } found)
            return null;
        return await unit.RunAsync(
            ScopeOf(found.Identifier, withHolders: false),
            isDryRun,
            (customers, _) =>
            {
                var mark = customers.Bonds.Marks.FirstOrDefault(mark => mark.Id == id);
                if (mark is not null)
                    customers.Unmark(mark);
                return Task.FromResult(mark);
            },
            isRepeated: _ => true,
            cancellationToken);
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
        var marking = new Marking(stored ?? mark, stored is null, [.. parts.Select(part => part.ToSnapshot())]);
        if (customers.HasChanged)
            request.Expected?.Verify(marking.Customers);
        return marking;
    }
}
