using Microsoft.Extensions.Configuration;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>Blank values, such as Compose's <c>${VAR:-}</c> leaves where the variable is unset.</summary>
public static class BlankValues
{
    /// <summary>Treats blank values as unset in all sources that have been added so far.</summary>
    public static void IgnoreBlankValues(this IConfigurationBuilder builder)
    {
        for (var index = 0; index < builder.Sources.Count; index++)
            builder.Sources[index] = new NonBlankConfigurationSource(builder.Sources[index]);
    }
}
