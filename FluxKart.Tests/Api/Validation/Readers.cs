using FluxKart.Api.Application.Identification;
using FluxKart.Api.Validation;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Api.Validation;

internal static class Readers
{
    public static ContactDetailsReader Create(string? defaultRegion = null) =>
        new(Options.Create(new IdentificationOptions { DefaultRegion = defaultRegion }));
}
