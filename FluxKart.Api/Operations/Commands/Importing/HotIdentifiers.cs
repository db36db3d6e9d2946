using System.Text.Encodings.Web;
using System.Text.Json;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>Suggests to mark identifiers that may belong to several people.</summary>
/// <param name="output">Where to write.</param>
/// <param name="showsValues">
/// Whether the values may be seen, which are personal data: on a terminal, but not where standard output may be a log.
/// </param>
/// <param name="needsKey">Whether the service asks for an API key.</param>
internal sealed class HotIdentifiers(TextWriter output, bool showsValues, bool needsKey)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="identifiers">The identifiers, the worst first.</param>
    /// <param name="isDryRun">Whether the import is still to come.</param>
    public void Write(IReadOnlyList<IdentifierUse> identifiers, bool isDryRun)
    {
        if (identifiers.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine("Identifiers that may belong to several people, the likeliest first:");
        foreach (var use in identifiers)
        {
            output.WriteLine($"- {NameOf(use.Identifier)}: {Quantity.Of(use.Contacts, "contact")}, {CounterpartsOf(use)}");
            if (showsValues)
                output.WriteLine($"  {CommandFor(use.Identifier, isDryRun)}");
        }

        output.WriteLine(isDryRun
            ? "Mark those that are shared before the import, while the service runs. They then link nobody."
            : "Mark those that are shared, while the service runs. \"takeApart\" separates the customers that they have joined.");
        if (!showsValues)
            output.WriteLine($"Their values are only shown on a terminal{(isDryRun ? "" : ", and by GET /suggestions")}.");
    }

    private static string CounterpartsOf(IdentifierUse use) =>
        use.Identifier is EmailAddress
            ? Quantity.Of(use.Counterparts, "phone number")
            : use.Counterparts == 1 ? "1 email address" : $"{Quantity.Of(use.Counterparts)} email addresses";

    private string NameOf(Identifier identifier) => showsValues
        ? TerminalText.Of(identifier.Value)
        : identifier is EmailAddress ? "an email address" : "a phone number";

    private string CommandFor(Identifier identifier, bool isDryRun)
    {
        var body = new Dictionary<string, object>
        {
            [identifier is EmailAddress ? "email" : "phoneNumber"] = identifier.Value,
            ["reason"] = "several people use it",
        };
        if (!isDryRun)
            body["takeApart"] = true;
        // An apostrophe would end the shell's quotes.
        var json = JsonSerializer.Serialize(body, Readable).Replace("'", @"\u0027", StringComparison.Ordinal);
        var key = needsKey ? " -H \"Authorization: Bearer $FLUXKART_KEY\"" : "";
        return $"curl -s http://localhost:3000/shared-identifiers{key} -H 'Content-Type: application/json' -d '{json}'";
    }
}
