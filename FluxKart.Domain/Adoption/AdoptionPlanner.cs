using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Adoption;

/// <summary>Plans what becomes of the original service's rows. It does no I/O, and keeps no values.</summary>
public sealed class AdoptionPlanner
{
    private readonly LinkingRules rules;
    private readonly OriginalRows rows;
    private readonly AdoptionReport report = new();

    /// <param name="rules">What the operator has configured about linking.</param>
    /// <param name="expectedRows">About how many rows there will be.</param>
    public AdoptionPlanner(LinkingRules rules, int expectedRows)
    {
        this.rules = rules;
        rows = new OriginalRows(expectedRows);
    }

    /// <summary>Adds a row, together with its values in their normalised form.</summary>
    /// <exception cref="ArgumentException">The id is not higher than those of all rows before.</exception>
    public void Add(in OriginalContact original, in NormalisedContact normalised)
    {
        var state = StateOf(original, normalised);
        rows.Add(original, state);
        if (original.DeletedAt is null)
            report.LiveRows++;
        else
            report.DeletedRows++;
        if (state != RowState.Live)
            return;
        AddIfItLinks(normalised.Email);
        AddIfItLinks(normalised.PhoneNumber);
        Report(original, normalised);
    }

    /// <summary>Completes the plan once all rows have been added.</summary>
    public AdoptionPlan Complete()
    {
        rows.Complete();
        var links = new OriginalLinks(rows);
        var customers = new OriginalCustomers(rows, links);
        var joins = new CustomerJoins(rows, customers, rules);
        for (var customer = 0; customer < customers.Count; customer++)
        {
            var primary = customers.PrimaryOf(customer);
            if (rows.LinkedPlaceOf(primary) is >= 0 and var linked && rows.StateOf(linked) == RowState.Live)
                report.Promoted.Add(rows.IdOf(primary));
        }

        report.Contacts = customers.OldestFirst.Length;
        report.Customers = customers.Count - joins.Count;
        (report.Chained, report.Dangling, report.InCircles) = (links.Chained, links.Dangling, links.InCircles);
        (report.Joined, report.Shared) = ([.. joins.Pairs], joins.Marks);
        return new AdoptionPlan(rows, customers, joins, report);
    }

    private RowState StateOf(in OriginalContact original, in NormalisedContact normalised)
    {
        if (original.Id < 1)
            report.WithoutValidId.Add(original.Id);
        else if (original.DeletedAt is not null)
            return RowState.Deleted;
        else if (normalised.Email is not null || normalised.PhoneNumber is not null)
            return RowState.Live;
        else if (normalised.IsEmailInvalid || normalised.IsPhoneNumberInvalid)
            report.WithoutValidValue.Add(original.Id);
        else
            report.WithoutValue.Add(original.Id);
        return RowState.NotKept;
    }

    private void Report(in OriginalContact original, in NormalisedContact normalised)
    {
        report.ChangedValues += normalised.Changed;
        if (normalised.IsEmailInvalid)
            report.WithInvalidEmail.Add(original.Id);
        if (normalised.IsPhoneNumberInvalid)
            report.WithInvalidPhoneNumber.Add(original.Id);
        if (!original.HasCreatedAt)
            report.WithoutCreationTime.Add(original.Id);
        if ((original.LinkedId is null) != original.IsPrimary)
            report.WithWrongPrecedence.Add(original.Id);
    }

    private void AddIfItLinks(Identifier? identifier)
    {
        if (identifier is not null && !rules.SharedPatterns.Cover(identifier))
            rows.Add(identifier);
    }
}
