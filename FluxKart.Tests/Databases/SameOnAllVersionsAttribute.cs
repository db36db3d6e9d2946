using Xunit.v3;

namespace FluxKart.Tests.Databases;

/// <summary>
/// Tests whose subject is the service's own doing, whatever the version of PostgreSQL. They run on one version only, and the reason says
/// why that is enough. <c>.ci/postgres-versions</c> leaves them out by their trait.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class SameOnAllVersionsAttribute(string reason) : Attribute, ITraitAttribute
{
    public string Reason { get; } = reason;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("SameOnAllVersions", "true")];
}
