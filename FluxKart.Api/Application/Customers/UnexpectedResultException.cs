namespace FluxKart.Api.Application.Customers;

/// <summary>A change would have another result than its client expects. Nothing was changed.</summary>
public sealed class UnexpectedResultException()
    : Exception("The result would no longer be that of the dry run. Send the dry run again, and look at its new result.");
