using System.Text;
using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Identifiers;
using Microsoft.Extensions.Time.Testing;

namespace FluxKart.Tests.Api.Application.Transfer.Importing;

/// <summary>Which values several customers of a file hold.</summary>
public sealed class FileClaimsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ToFileRow_WhenTheFileNamesCustomers_FindsTheValuesThatSeveralOfThemHold()
    {
        var file = new CountingFile(
            """
            customer,id,email,phoneNumber,linkPrecedence,createdAt
            7,1,a@example.com,11111,primary,2026-01-01T00:00:00Z
            7,2,b@example.com,11111,secondary,2026-01-01T00:00:00Z
            8,3,c@example.com,22222,primary,2026-01-01T00:00:00.1234567Z
            9,4,d@example.com,22222,primary,2026-01-01T00:00:00Z
            ,5,a@example.com,33333,primary,2026-01-01T00:00:00Z

            """);

        var rows = await file.ReadRowsAsync(Cancellation);

        Assert.Equal(["", "", "22222", "22222", ""], rows.Select(row => string.Join(' ', row.HeldBySeveral.Select(held => held.Value))));
        Assert.Equal(rows[0].Customer, rows[1].Customer);
        Assert.NotEqual(rows[0].Customer, rows[2].Customer);
        Assert.Null(rows[4].Customer);
        Assert.Equal((123, 456, 0), (rows[2].CreatedAt?.Millisecond, rows[2].CreatedAt?.Microsecond, rows[2].CreatedAt?.Nanosecond));
        Assert.Equal(2, file.Opened);
    }

    [Fact]
    public async Task ToFileRow_WhenTheFileNamesNone_ReadsItOnce()
    {
        var file = new CountingFile("email,phone\na@example.com,11111\nb@example.com,11111\n");

        var rows = await file.ReadRowsAsync(Cancellation);

        Assert.All(rows, row => Assert.Empty(row.HeldBySeveral));
        Assert.Equal(1, file.Opened);
    }

    [Fact]
    public void FindKeysWithSeveralValues_WhenThereAreManyPairs_FindsExactlyThose()
    {
        using var pairs = new PartitionedPairs();
        var random = new Random(1);
        var values = new Dictionary<UInt128, HashSet<UInt128>>();
        for (var count = 0; count < 20_000; count++)
        {
            var (key, value) = (TextHash.Of($"{random.Next(8_000)}"), TextHash.Of($"{random.Next(3)}"));
            pairs.Add(key, value);
            (values.TryGetValue(key, out var known) ? known : values[key] = []).Add(value);
        }

        Assert.Equal(
            values.Where(one => one.Value.Count > 1).Select(one => one.Key).Order(), pairs.FindKeysWithSeveralValues().Order());
    }

    private sealed class CountingFile(string text)
    {
        private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));

        public int Opened { get; private set; }

        public async Task<List<FluxKart.Domain.Customers.FileRow>> ReadRowsAsync(CancellationToken cancellationToken)
        {
            using var file = await CustomerFile.OpenAsync(Open(), new ReadingOptions(), clock, cancellationToken);
            var claims = new FileClaims(Open, new ReadingOptions(), clock);
            var rows = new List<FluxKart.Domain.Customers.FileRow>();
            await foreach (var row in file.ReadAsync(cancellationToken))
                rows.Add(await claims.ToFileRowAsync(row, cancellationToken));
            return rows;
        }

        private MemoryStream Open()
        {
            Opened++;
            return new MemoryStream(Encoding.UTF8.GetBytes(text));
        }
    }
}
