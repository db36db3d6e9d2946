using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Transfer.Reading.Values;

/// <summary>Reads the email addresses of a cell.</summary>
internal static class EmailCell
{
    private static readonly string[] Separators = [":::", ",", ";", "|", " / ", "\n", "\r"];

    /// <summary>Adds each address of the cell to a list, and for each value that is not one, how to fix it.</summary>
    public static void Read(string text, List<EmailAddress> emails, List<string> errors)
    {
        // An address may contain most of the separators, so the whole is tried first.
        if (EmailAddress.TryCreate(text, out var whole, out var wholeError))
        {
            Add(whole, emails);
            return;
        }

        var parts = CellText.Split(text, Separators).ToList();
        if (parts.Count == 0)
            errors.Add(wholeError);
        if (parts.Count > CellText.MaxValues)
        {
            errors.Add(CellText.TooManyValues);
            return;
        }

        foreach (var part in parts)
        {
            if (EmailAddress.TryCreate(part, out var email, out var error))
                Add(email, emails);
            else
                errors.Add(error);
        }
    }

    private static void Add(EmailAddress email, List<EmailAddress> emails)
    {
        if (!emails.Contains(email))
            emails.Add(email);
    }
}
