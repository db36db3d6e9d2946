using FluxKart.Api.Application;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Api.Application;

internal static class Readers
{
    public static ContactDetailsReader Create(string? defaultRegion = null) =>
        new(Options.Create(new IdentificationOptions { DefaultRegion = defaultRegion }));
}
