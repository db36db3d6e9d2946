using System.Text;
using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Tests.Api.Application.Transfer.Reading;

namespace FluxKart.Tests.Api.Application.Transfer.Importing;

/// <summary>The file of refused rows. Source: HTTP contract, section 7.</summary>
public sealed class RefusedRowsWriterTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_WhenRowsHaveFaults_WritesTheirCellsWithLineAndError()
    {
        var written = await WriteAsync(
            ["Name", "Email", "Phone"],
            new ImportedRow
            {
                Line = 3,
                Cells = ["Doe, Jane", "jane@", "0412 345 678"],
                Faults = [new RowFault("Email", "Is invalid."), new RowFault("Phone", "Is \"bad\".")],
            },
            new ImportedRow { Line = 12345, Cells = [], Faults = [new RowFault(null, "Not readable.")], IsRefused = true });

        Assert.Equal(
            "Name,Email,Phone,line,error\r\n"
            + "\"Doe, Jane\",jane@,0412 345 678,3,\"Email: Is invalid. Phone: Is \"\"bad\"\".\"\r\n"
            + ",,,12345,Not readable.\r\n",
            written);
    }

    [Fact]
    public async Task WriteAsync_WhenARowIsLongerOrShorterThanTheHeader_KeepsItsCells()
    {
        var written = await WriteAsync(
            ["Email", "Phone"],
            new ImportedRow { Line = 2, Cells = ["a@example.com", "1", "2", "3"], Faults = [new RowFault(null, "Too long.")] },
            new ImportedRow { Line = 3, Cells = ["a@"], Faults = [new RowFault("Email", "Is invalid.")] });

        Assert.Equal("Email,Phone,line,error\r\na@example.com,1,2,Too long.,2,3\r\na@,,3,Email: Is invalid.\r\n", written);
    }

    [Fact]
    public async Task WriteAsync_WhenItsOwnFileIsSentAgain_ReplacesLineAndError()
    {
        var written = await WriteAsync(
            ["Email", "line", "error"],
            new ImportedRow { Line = 2, Cells = ["a@", "17", "Email: Is invalid."], Faults = [new RowFault("Email", "Is invalid.")] });

        Assert.Equal("Email,line,error\r\na@,2,Email: Is invalid.\r\n", written);
    }

    [Fact]
    public async Task WriteAsync_WhenTheFileIsReadAgain_HasTheSameCells()
    {
        var read = await ReadFile.OfAsync("Name,Email\n\"Müller, \"\"M\"\"\nand son\",a@\n");

        var again = await ReadFile.OfAsync(await WriteAsync(read.Header, [.. read.Rows]));

        Assert.Equal(["Müller, \"M\"\nand son", "a@"], Assert.Single(again.Rows).Cells.Take(2));
    }

    [Fact]
    public async Task WriteAsync_WhenALineIsNotAnObject_WritesItsTextLast()
    {
        var read = await ReadFile.OfAsync("{\"email\": \"bo@shop.example\"}\n{\"email\": \"ada@shop.example\"\n");

        var written = await WriteAsync(read.Header, read.Rows[1]);

        Assert.Equal(
            "email,phoneNumber,createdAt,region,customer,line,error\r\n"
            + ",,,,,2,This line is not a JSON object. Send one object on each line.,\"{\"\"email\"\": \"\"ada@shop.example\"\"\"\r\n",
            written);
        var again = Assert.Single((await ReadFile.OfAsync(written)).Rows);
        Assert.True(again.IsRefused);
        Assert.Empty(again.Emails);
    }

    private static async Task<string> WriteAsync(IReadOnlyList<string> header, params ImportedRow[] rows)
    {
        var output = new MemoryStream();
        await using (var writer = new RefusedRowsWriter(output))
        {
            await writer.StartAsync(header, CancellationToken);
            foreach (var row in rows)
                await writer.WriteAsync(row, CancellationToken);
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }
}
