namespace FluxKart.Infrastructure.Webhooks;

/// <summary>A receiver's host leads only to addresses to which no event may be sent.</summary>
internal sealed class ForbiddenAddressException() : IOException("The host has no address to which events may be sent.");
