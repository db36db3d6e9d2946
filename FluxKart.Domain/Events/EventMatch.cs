namespace FluxKart.Domain.Events;

/// <summary>
/// The contacts that held the identifiers of a request, one for each kind of identifier; or two identifiers of one row of a file.
/// </summary>
/// <param name="Email">The id of the oldest contact that held the email address; null if none did, or if the request had none.</param>
/// <param name="PhoneNumber">The id of the oldest contact that held the phone number; null if none did, or if the request had none.</param>
public sealed record EventMatch(long? Email, long? PhoneNumber)
{
    /// <summary>The id of the oldest contact that held another email address of the same row of a file; otherwise null.</summary>
    public long? OtherEmail { get; init; }

    /// <summary>The id of the oldest contact that held another phone number of the same row of a file; otherwise null.</summary>
    public long? OtherPhoneNumber { get; init; }

    /// <summary>The ids of all these contacts, in no particular order.</summary>
    internal IEnumerable<long> ContactIds => new[] { Email, PhoneNumber, OtherEmail, OtherPhoneNumber }.OfType<long>();
}
