using FluxKart.Domain.Adoption;

namespace FluxKart.Api.Operations.Commands;

/// <summary>Shows to the operator what an adoption does, by ids and counts. No line has a value of a contact.</summary>
internal static class AdoptionReportText
{
    private const string Indent = "  ";

    public static IEnumerable<string> Lines(AdoptionReport report, string database, bool isDryRun) =>
    [
        isDryRun
            ? $"adopt would do this with the original service's table contact in {database}. Nothing was changed."
            : $"The original service's table contact in {database} has been taken over.",
        $"Rows: {Quantity.Of(report.LiveRows)} live, {Quantity.Of(report.DeletedRows)} deleted.",
        $"Kept: {Quantity.Of(report.Contacts, "contact")} of {Quantity.Of(report.Customers, "customer")}. "
            + "The ids of deleted rows are kept too, without their values.",
        .. Section(
            $"Not kept: {Quantity.Of(report.NotKept, "row")}, only in the old table.",
            Ids("They have neither value", report.WithoutValue),
            Ids("They have no valid value", report.WithoutValidValue),
            Ids("Their id is below 1", report.WithoutValidId)),
        .. Section(
            "Kept without an invalid value:",
            Ids("The email address is invalid", report.WithInvalidEmail),
            Ids("The phone number is invalid", report.WithInvalidPhoneNumber)),
        $"Normalised to another form: {Quantity.Of(report.ChangedValues, "value")}.",
        .. Section(
            $"Joined to an older customer, because they share a value: {Quantity.Of(report.Joined.Count, "customer")}.",
            Joined(report.Joined, "email", isByEmail: true),
            Joined(report.Joined, "phone number", isByEmail: false)),
        .. Section(
            $"Shared identifiers now, because a customer would be too large: {Quantity.Of(report.Shared.Count, "value")}.",
            Shared(report.Shared)),
        .. Section(
            "Links and times that FluxKart stores in its own way:",
            Ids("Linked to a row that is itself linked", report.Chained),
            Ids("Linked in a circle", report.InCircles),
            Ids("Linked to a row that is missing, deleted or not kept", report.Dangling),
            Ids("Primary now, because it is older than the contact that it was linked to", report.Promoted),
            Ids("The precedence contradicts the link, which counts", report.WithWrongPrecedence),
            Ids("No creation time, so the last change or now counts", report.WithoutCreationTime)),
        isDryRun
            ? $"To take the table over, stop the original service and run {AdoptCommand.Name} without {AdoptCommand.DryRun}."
            : $"The old table is now contact_original. When nobody needs it, drop it with {AdoptCommand.Name} {AdoptCommand.Drop}.",
    ];

    /// <summary>The title and the lines below it. Empty without lines.</summary>
    private static IEnumerable<string> Section(string title, params IEnumerable<string>[] lines)
    {
        var all = lines.SelectMany(line => line).ToList();
        return all.Count == 0 ? [] : all.Select(line => Indent + line).Prepend(title);
    }

    private static IEnumerable<string> Ids(string what, IdList ids) => List(what, ids.Count, ids.First.Select(id => $"{id}"));

    private static IEnumerable<string> Joined(IReadOnlyList<JoinedCustomers> pairs, string kind, bool isByEmail)
    {
        var ofKind = pairs.Where(pair => pair.IsByEmail == isByEmail).ToList();
        return List(
            $"By the {kind}", ofKind.Count, ofKind.Take(IdList.MaxListed).Select(pair => $"{pair.OtherId} into {pair.PrimaryId}"));
    }

    private static IEnumerable<string> Shared(IReadOnlyList<AdoptedMark> marks) => List(
        "Held by",
        marks.Count,
        marks.Take(IdList.MaxListed).Select(mark => $"{mark.ContactId} ({(mark.IsEmail ? "email" : "phone number")})"));

    private static IEnumerable<string> List(string what, int count, IEnumerable<string> first)
    {
        if (count == 0)
            yield break;
        var listed = string.Join(", ", first);
        var rest = count > IdList.MaxListed ? $" and {count - IdList.MaxListed} more" : "";
        yield return $"{what} ({count}): {listed}{rest}";
    }
}
