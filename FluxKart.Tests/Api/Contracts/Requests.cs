using FluxKart.Api.Contracts;

namespace FluxKart.Tests.Api.Contracts;

internal static class Requests
{
    public static IdentifyRequest Of(string? email, string? phoneNumber) =>
        Of(SubmittedValue.Of(email), SubmittedValue.Of(phoneNumber));

    public static IdentifyRequest Of(SubmittedValue email, SubmittedValue phoneNumber) =>
        new() { Email = email, PhoneNumber = phoneNumber };
}
