using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Normalising;

/// <summary>Brings contacts and marks to the rules of today, each batch in a transaction of its own.</summary>
internal sealed class NormalisationBatches(IServiceScopeFactory scopes)
{
    /// <summary>Revises contacts. Those that have been erased since they were listed are left out.</summary>
    /// <returns>What happened to customers.</returns>
    public async Task<IReadOnlyList<CustomerEvent>> ReviseAsync(
        IReadOnlyList<Contact> contacts, TodaysRules rules, CancellationToken cancellationToken)
    {
        await using var services = scopes.CreateAsyncScope();
        var repository = services.ServiceProvider.GetRequiredService<IContactRepository>();
        var writer = services.ServiceProvider.GetRequiredService<IBulkWriter>();
        return await services.ServiceProvider.GetRequiredService<IUnitOfWork>().ExecuteAsync(
            async token =>
            {
                var customers = await repository.LoadForUpdateAsync(ScopeOf(contacts, rules), token);
                Revise(customers, contacts, rules);
                await writer.SaveAsync(customers, token);
                return customers.Events;
            },
            cancellationToken);
    }

    /// <summary>Revises contacts in a set that is never saved, and that has what earlier batches would have changed.</summary>
    /// <returns>What would happen to customers.</returns>
    public async Task<IReadOnlyList<CustomerEvent>> PreviewAsync(
        IReadOnlyList<Contact> contacts, TodaysRules rules, CustomerSet preview, CancellationToken cancellationToken)
    {
        await using var services = scopes.CreateAsyncScope();
        var repository = services.ServiceProvider.GetRequiredService<IContactRepository>();
        preview.AddAll(await repository.LoadAsync(ScopeOf(contacts, rules), cancellationToken));
        var eventsBefore = preview.Events.Count;
        Revise(preview, contacts, rules);
        return [.. preview.Events.Skip(eventsBefore)];
    }

    /// <summary>Revises the mark of an identifier, unless it has gone since it was listed.</summary>
    public async Task ReviseAsync(SharedIdentifier mark, Identifier identifier, CancellationToken cancellationToken)
    {
        await using var services = scopes.CreateAsyncScope();
        var repository = services.ServiceProvider.GetRequiredService<IContactRepository>();
        var scope = CustomerScope.Of((long[])[]) with { Marks = [mark.Identifier, identifier], WithBonds = true, IsBulk = true };
        await services.ServiceProvider.GetRequiredService<IUnitOfWork>().ExecuteAsync(
            async token =>
            {
                var customers = await repository.LoadForUpdateAsync(scope, token);
                if (customers.Bonds.Marks.FirstOrDefault(stored => stored.Id == mark.Id) is { } found)
                    customers.Revise(found, identifier);
                await repository.SaveAsync(customers, token);
                return customers;
            },
            cancellationToken);
    }

    private static CustomerScope ScopeOf(IReadOnlyList<Contact> contacts, TodaysRules rules) =>
        new([.. contacts.Select(rules.Revise).OfType<ContactDetails>()], [.. contacts.Select(contact => contact.Id)])
        {
            IsBulk = true,
        };

    private static void Revise(CustomerSet customers, IReadOnlyList<Contact> contacts, TodaysRules rules)
    {
        foreach (var listed in contacts)
        {
            if (customers.FindLoaded(listed.Id) is { } contact && rules.Revise(contact) is { } details)
                customers.Revise(contact.Id, details);
        }
    }
}
