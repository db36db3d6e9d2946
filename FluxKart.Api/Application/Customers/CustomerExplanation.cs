using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Customers;

/// <summary>Why the contacts of a customer belong together.</summary>
public sealed class CustomerExplanation(LinkGraph graph, Bonds bonds)
{
    /// <summary>What links them.</summary>
    public LinkGraph Graph { get; } = graph;

    /// <summary>Everything that is stored about the customer besides its contacts.</summary>
    public Bonds Bonds { get; } = bonds;
}
