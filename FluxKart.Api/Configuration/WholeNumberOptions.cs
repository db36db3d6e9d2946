using Microsoft.Extensions.Options;

namespace FluxKart.Api.Configuration;

internal static class WholeNumberOptions
{
    /// <summary>
    /// Checks the options' whole numbers in the configuration. Goes before the options are bound to it, because the binder's complaint of
    /// what is no number does not say what is legal.
    /// </summary>
    public static OptionsBuilder<TOptions> RequireWholeNumbers<TOptions>(
        this OptionsBuilder<TOptions> options,
        params IReadOnlyList<WholeNumberSetting> settings)
        where TOptions : class =>
        options.Configure<IConfiguration>((_, configuration) => WholeNumberSetting.Check(configuration, settings));
}
