namespace FluxKart.Domain.Customers;

/// <summary>
/// A private store to try changes on. It begins empty, and has only what is copied to it or saved in it. It is gone when it is disposed of,
/// or when the process ends, and only this process can read it. It has no events, and is used by one thread at a time.
/// </summary>
/// <remarks>Any method throws <see cref="TrialStoreException"/> if there is no room for the store on the disk.</remarks>
public interface ITrialStore : IAsyncDisposable
{
    IContactRepository Contacts { get; }

    IUnitOfWork UnitOfWork { get; }

    IBulkWriter Writer { get; }

    ISuggestionDirectory Suggestions { get; }

    /// <summary>
    /// Copies the customers in the scope from the configured database, with their marks and with what keeps them apart. A customer that was
    /// copied before stays as it is here, even if the stored one has changed.
    /// </summary>
    /// <exception cref="StoreUnavailableException">
    /// The configured database cannot be reached or stays busy. The same call can be repeated.
    /// </exception>
    Task CopyAsync(CustomerScope scope, CancellationToken cancellationToken);

    /// <summary>Whether the contact was created in this store. Otherwise it was copied.</summary>
    bool HasCreated(long contactId);
}
