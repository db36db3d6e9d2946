using FluxKart.Api.Application.Identification;
using FluxKart.Api.Validation;
using FluxKart.Tests.Infrastructure.Configuration;

namespace FluxKart.Tests.Api.Validation;

internal static class Readers
{
    public static ContactDetailsReader Create(string? defaultRegion = null) =>
        new(IdentificationOptions.Read(Settings.Reader(("Identification:DefaultRegion", defaultRegion))));
}
