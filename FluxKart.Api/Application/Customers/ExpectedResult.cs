using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Customers;

/// <summary>What a client expects of a change, because a dry run has returned it. The change is made only if it has that result.</summary>
/// <param name="tags">The tags of the results that will do.</param>
public sealed class ExpectedResult(IReadOnlyCollection<string> tags)
{
    /// <summary>Accepts the result of a change that is about to be made.</summary>
    /// <exception cref="UnexpectedResultException">It is another result.</exception>
    public void Verify(IReadOnlyList<CustomerSnapshot> customers)
    {
        if (!tags.Contains(ChangeTag.Of(customers)))
            throw new UnexpectedResultException();
    }
}
