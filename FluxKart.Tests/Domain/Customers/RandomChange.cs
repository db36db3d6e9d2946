using CsCheck;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Oracles;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>A request, or a change by hand of whatever customers there are.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="One">An email address, a customer or a contact.</param>
/// <param name="Other">A phone number, a customer or a contact.</param>
/// <param name="Choice">Which contacts of the customer.</param>
internal sealed record RandomChange(RandomChange.Kinds Kind, int One, int Other, int Choice)
{
    private const int Values = 6;

    public enum Kinds
    {
        Identify,
        Split,
        SplitOnly,
        Merge,
        Remove,
        Mark,
        TakeApart,
        Unmark,
        Erase,
    }

    /// <summary>Half of them are requests.</summary>
    public static Gen<RandomChange[]> Some { get; } = Gen
        .Select(Gen.Int[-7, 8], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[1, 255], (kind, one, other, choice) =>
            new RandomChange((Kinds)Math.Max(kind, 0), one, other, choice))
        .Array[1, 40];

    public string? Email => One % (Values + 1) == 0 && PhoneNumber is not null ? null : $"{One % (Values + 1)}@example.com";

    public string? PhoneNumber => Other % (Values + 1) == 0 ? null : $"{Other % (Values + 1)}";

    private string Value => Choice % 2 == 0 ? $"{1 + (One % Values)}@example.com" : $"{1 + (One % Values)}";

    /// <summary>Applies the change, unless it is not possible now.</summary>
    /// <returns>The customers of the response, or null if it is not possible.</returns>
    public string? Apply(ContactStore store, ChangeOracle state)
    {
        var ids = state.LiveIds;
        if (Kind == Kinds.Identify)
            return TextOf(store.Identify(Email, PhoneNumber));
        if (Kind == Kinds.Mark)
            return TextOf(store.Mark(Identifier));
        if (Kind == Kinds.TakeApart)
            return TextOf(store.Mark(Identifier, takeApart: true));
        if (Kind == Kinds.Unmark && state.IsMarked(Value))
            store.Unmark(Identifier);
        if (Kind == Kinds.Unmark || ids.Count == 0)
            return null;
        var (one, other, chosen) = Chosen(state);
        switch (Kind)
        {
            case Kinds.Split or Kinds.SplitOnly when chosen.Count < state.CustomerOf(one).Rows.Count:
                var (kept, spawned) = store.Split([.. chosen], Kind == Kinds.Split);
                return TextOf(kept, spawned);
            case Kinds.Merge when state.CustomerOf(one) != state.CustomerOf(other):
                return TextOf(store.Merge(one, other));
            case Kinds.Remove:
                return TextOf(store.Remove([.. chosen]));
            case Kinds.Erase when Choice % 4 == 0:
                store.Erase(one);
                return "";
            default:
                return null;
        }
    }

    /// <summary>Applies the same to the oracle.</summary>
    public string? Apply(ChangeOracle oracle)
    {
        switch (Kind)
        {
            case Kinds.Identify:
                return oracle.Identify(Email, PhoneNumber).ToString();
            case Kinds.Mark or Kinds.TakeApart:
                return string.Join(" | ", oracle.Mark(Value, Kind == Kinds.TakeApart));
            case Kinds.Unmark:
                oracle.Unmark(Value);
                return null;
        }

        if (oracle.LiveIds.Count == 0)
            return null;
        var (one, other, chosen) = Chosen(oracle);
        switch (Kind)
        {
            case Kinds.Split or Kinds.SplitOnly when chosen.Count < oracle.CustomerOf(one).Rows.Count:
                var (kept, spawned) = oracle.Split(chosen, Kind == Kinds.Split);
                return $"{kept} | {spawned}";
            case Kinds.Merge when oracle.CustomerOf(one) != oracle.CustomerOf(other):
                return oracle.Merge(one, other).ToString();
            case Kinds.Remove:
                return string.Join(" | ", oracle.Remove(chosen));
            case Kinds.Erase when Choice % 4 == 0:
                oracle.Erase(one);
                return "";
            default:
                return null;
        }
    }

    /// <summary>Customers as the oracle writes them.</summary>
    public static string TextOf(params IEnumerable<CustomerSnapshot> customers) => string.Join(" | ", customers.Select(customer =>
        $"{string.Join(' ', customer.SecondaryContactIds.Prepend(customer.PrimaryContactId))}: "
        + $"{string.Join(' ', customer.Emails.Select(email => email.Value))} "
        + string.Join(' ', customer.PhoneNumbers.Select(phoneNumber => phoneNumber.Value))));

    private static string TextOf(params IEnumerable<Customer> customers) => TextOf(customers.Select(customer => customer.ToSnapshot()));

    private Identifier Identifier => Choice % 2 == 0 ? Parsed.Email(Value) : Parsed.Phone(Value);

    private (long One, long Other, HashSet<long> Chosen) Chosen(ChangeOracle state)
    {
        var ids = state.LiveIds;
        var (one, other) = (ids[One % ids.Count], ids[Other % ids.Count]);
        var chosen = state.CustomerOf(one).Rows.Where((_, index) => ((Choice >> (index % 8)) & 1) == 1).Select(row => row.Id);
        return (one, other, [one, .. chosen]);
    }
}
