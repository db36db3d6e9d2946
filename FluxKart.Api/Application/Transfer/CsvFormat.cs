using System.Buffers;
using System.Globalization;
using System.Text;

namespace FluxKart.Api.Application.Transfer;

/// <summary>Comma-separated values, with a header.</summary>
/// <param name="isForSpreadsheets">
/// Whether a spreadsheet will open the file. It then begins with a byte order mark, without which Excel does not expect UTF-8. A cell that
/// a spreadsheet would take for a formula gets an apostrophe in front.
/// </param>
/// <remarks>
/// Source: RFC 4180. The characters that can begin a formula are those of https://owasp.org/www-community/attacks/CSV_Injection.
/// </remarks>
internal sealed class CsvFormat(bool isForSpreadsheets) : IContactFormat
{
    private const string Header = "customer,id,email,phoneNumber,linkPrecedence,createdAt\r\n";

    // As JSON has it.
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.FFFFFFFK";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> BeginningFormulas = SearchValues.Create("=+-@\t\r\n");

    public void Begin(IBufferWriter<byte> output)
    {
        if (isForSpreadsheets)
            output.Write(Encoding.UTF8.Preamble);
        Encoding.UTF8.GetBytes(Header, output);
    }

    public void Write(ExportedContact contact, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{contact.Customer},{contact.Id},{Cell(contact.Email)},{Cell(contact.PhoneNumber)},{contact.LinkPrecedence},")
        + contact.CreatedAt.ToString(TimeFormat, CultureInfo.InvariantCulture)
        + "\r\n",
        output);

    private string? Cell(string? value)
    {
        if (value is null)
            return null;
        if (isForSpreadsheets && value.AsSpan().IndexOfAny(BeginningFormulas) == 0)
            value = $"'{value}";
        return value.AsSpan().ContainsAny(Quoted) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
