using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Where batches of rows are saved.</summary>
/// <param name="Contacts">Loads customers.</param>
/// <param name="UnitOfWork">Saves a batch as a whole, or not at all.</param>
/// <param name="Writer">Saves customers.</param>
internal sealed record ImportStore(IContactRepository Contacts, IUnitOfWork UnitOfWork, IBulkWriter Writer);
