using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Normalising;

/// <summary>What bringing stored values to the rules of today has changed, or would change.</summary>
internal sealed class NormalisationReport
{
    private const int MaxListed = 20;

    private readonly List<long> unacceptedIds = [];
    private readonly List<IReadOnlyList<long>> mergedCustomers = [];

    /// <summary>The contacts that were looked at.</summary>
    public long Contacts { get; private set; }

    /// <summary>The contacts whose values changed.</summary>
    public long Revised { get; private set; }

    /// <summary>The marks of shared identifiers that changed, or went because the identifier was marked already.</summary>
    public long Marks { get; set; }

    /// <summary>The contacts with a value that the rules of today do not accept. It stays as it is.</summary>
    public long Unaccepted { get; private set; }

    /// <summary>The ids of the first such contacts.</summary>
    public IReadOnlyList<long> UnacceptedIds => unacceptedIds;

    /// <summary>The customers that became part of an older one.</summary>
    public long Merged { get; private set; }

    /// <summary>The first customers that became one, by the ids of their primaries, the one that stays first.</summary>
    public IReadOnlyList<IReadOnlyList<long>> MergedCustomers => mergedCustomers;

    /// <summary>The links that were refused, because the customers are kept apart or would become too large.</summary>
    public long Refused { get; private set; }

    public void CountRead(IReadOnlyList<Contact> contacts, TodaysRules rules)
    {
        Contacts += contacts.Count;
        foreach (var contact in contacts.Where(contact => !rules.Accept(contact)))
        {
            Unaccepted++;
            if (unacceptedIds.Count < MaxListed)
                unacceptedIds.Add(contact.Id);
        }
    }

    public void CountRevised(int contacts, IReadOnlyList<CustomerEvent> events)
    {
        Revised += contacts;
        Refused += events.Count(refusal => refusal is LinkRefused);
        foreach (var merge in events.OfType<CustomersMerged>())
        {
            Merged += merge.Demoted.Count;
            if (mergedCustomers.Count < MaxListed && merge.Primary is { } primary)
                mergedCustomers.Add([primary.Id, .. merge.Demoted.Select(demoted => demoted.Id)]);
        }
    }
}
