using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>A source of settings without its blank values, so that an empty value is the same as none, for the libraries too.</summary>
internal sealed class NonBlankConfigurationSource(IConfigurationSource source) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new NonBlankConfigurationProvider(source.Build(builder));

    private sealed class NonBlankConfigurationProvider(IConfigurationProvider provider) : IConfigurationProvider, IDisposable
    {
        public bool TryGet(string key, out string? value)
        {
            if (provider.TryGet(key, out value) && !string.IsNullOrWhiteSpace(value))
                return true;
            value = null;
            return false;
        }

        public void Set(string key, string? value) => provider.Set(key, value);

        public IChangeToken GetReloadToken() => provider.GetReloadToken();

        public void Load() => provider.Load();

        /// <summary>
        /// Adds the keys below a path; those that hold only blank values are left out, so that a list has no blank entry.
        /// </summary>
        public IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath)
        {
            var own = provider.GetChildKeys([], parentPath).Distinct(StringComparer.OrdinalIgnoreCase);
            return own
                .Where(key => IsSet(parentPath is null ? key : ConfigurationPath.Combine(parentPath, key)))
                .Concat(earlierKeys)
                .Order(ConfigurationKeyComparer.Instance);
        }

        public void Dispose() => (provider as IDisposable)?.Dispose();

        private bool IsSet(string path) =>
            TryGet(path, out _) || provider.GetChildKeys([], path).Any(key => IsSet(ConfigurationPath.Combine(path, key)));
    }
}
