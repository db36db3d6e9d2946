using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 7: all contacts as one file.</summary>
public abstract class ExportTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Csv = "text/csv";
    private const string Ndjson = "application/x-ndjson";

    [Fact]
    public async Task Export_WhenFormatIsNotNamed_ReturnsCsvInOrderOfCustomer()
    {
        await StoreAsync();
        await using var service = await FluxKartService.StartAsync(Database.Configuration);

        using var response = await service.Client.GetAsync("/export", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment; filename=contacts.csv", response.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal(["Accept"], response.Headers.Vary);
        Assert.Equal(
            """
            customer,id,email,phoneNumber,linkPrecedence,createdAt
            1,1,doc@hillvalley.edu,,primary,2026-11-26T09:00:01Z
            3,3,"a,b@example.com",+14158519136,primary,2026-11-26T09:00:00.12Z
            3,2,=1@example.com,,secondary,2026-11-26T09:00:03Z
            3,4,,+14158519136;ext=98261,secondary,2026-11-26T09:00:04Z

            """.ReplaceLineEndings("\r\n"),
            Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(Cancellation)));
    }

    [Fact]
    public async Task Export_WhenNdjsonIsAccepted_ReturnsAnObjectOnEachLine()
    {
        await StoreAsync();
        await using var service = await FluxKartService.StartAsync(Database.Configuration);

        using var response = await GetAsync(service, "/export", Ndjson);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Ndjson, response.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment; filename=contacts.ndjson", response.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal(
            """
            {"customer":1,"id":1,"email":"doc@hillvalley.edu","phoneNumber":null,"linkPrecedence":"primary","createdAt":"2026-11-26T09:00:01Z"}
            {"customer":3,"id":3,"email":"a,b@example.com","phoneNumber":"+14158519136","linkPrecedence":"primary","createdAt":"2026-11-26T09:00:00.12Z"}
            {"customer":3,"id":2,"email":"=1@example.com","phoneNumber":null,"linkPrecedence":"secondary","createdAt":"2026-11-26T09:00:03Z"}
            {"customer":3,"id":4,"email":null,"phoneNumber":"+14158519136;ext=98261","linkPrecedence":"secondary","createdAt":"2026-11-26T09:00:04Z"}

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(Cancellation)));
    }

    [Theory]
    [InlineData(Csv, Csv)]
    [InlineData("*/*", Csv)]
    [InlineData("application/json", Csv)]
    [InlineData($"{Ndjson}, {Csv}", Ndjson)]
    [InlineData($"{Ndjson};q=0.5, {Csv}", Csv)]
    [InlineData($"{Ndjson};q=0", Csv)]
    public async Task Export_WhenSeveralFormatsAreAccepted_ReturnsThePreferredOne(string accept, string expected)
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);

        using var response = await GetAsync(service, "/export", accept);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Export_WhenForSpreadsheets_BeginsWithAByteOrderMarkAndContainsNoFormulas()
    {
        await StoreAsync();
        await using var service = await FluxKartService.StartAsync(Database.Configuration);

        var text = Encoding.UTF8.GetString(await service.Client.GetByteArrayAsync("/export?forSpreadsheets=true", Cancellation));

        Assert.StartsWith("\uFEFFcustomer,id,", text, StringComparison.Ordinal);
        Assert.Contains("\r\n3,2,'=1@example.com,,secondary,", text, StringComparison.Ordinal);
        Assert.Contains("\r\n3,4,,'+14158519136;ext=98261,secondary,", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/export?forSpreadsheets=maybe", Csv, "Send true or false.")]
    [InlineData("/export?forSpreadsheets=", Csv, "Send true or false.")]
    [InlineData("/export?forSpreadsheets=true", Ndjson, "Leave this out, or accept text/csv: it is for CSV only.")]
    public async Task Export_WhenForSpreadsheetsIsInvalid_Returns400(string path, string accept, string error)
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);

        using var response = await GetAsync(service, path, accept);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(error, problem.GetProperty("errors").GetProperty("forSpreadsheets").EnumerateArray().Single().GetString());
        Assert.Null(response.Content.Headers.ContentDisposition);
    }

    [Theory]
    [InlineData(Csv, "customer,id,email,phoneNumber,linkPrecedence,createdAt\r\n")]
    [InlineData(Ndjson, "")]
    public async Task Export_WhenNothingIsStored_ReturnsOnlyTheHeader(string accept, string expected)
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);

        using var response = await GetAsync(service, "/export", accept);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Export_WhenContactsAreErasedOrRemoved_LeavesThemOut()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.Client.IdentifyAsync("b@example.com", "2");
        await service.Client.IdentifyAsync("c@example.com", "2");
        (await service.Client.DeleteAsync("/contacts/1", Cancellation)).EnsureSuccessStatusCode();
        (await service.Client.PostAsync("/contacts/2/remove", """{"contactIds": [2]}""")).EnsureSuccessStatusCode();

        Assert.Equal([(3, 3)], await ExportAsync(service));
    }

    [Fact]
    public async Task Export_WhenThereAreManyPages_ReturnsEachContactOnceInOrder()
    {
        await FillAsync();
        await using var service = await FluxKartService.StartAsync(Database.Configuration);

        var exported = await ExportAsync(service);

        var rows = await Database.ReadContactsAsync();
        Assert.Equal(
            rows.OrderBy(row => row.LinkedId ?? row.Id).ThenBy(row => row.LinkedId is not null).ThenBy(row => row.Id).Select(row => (row.LinkedId ?? row.Id, row.Id)),
            exported);
    }

    [Fact]
    public async Task Export_WhenFirstReadFails_Returns503()
    {
        await FillAsync();
        await using var service = await StartAsync((_, _) => throw new StoreUnavailableException(new TimeoutException()));

        using var response = await service.Client.GetAsync("/export", Cancellation);

        await response.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Null(response.Content.Headers.ContentDisposition);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("1.0")]
    public async Task Export_WhenALaterReadFails_AbortsTheConnection(string version)
    {
        await FillAsync();
        await using var service = await StartAsync(
            (page, _) => page < 3 ? Task.CompletedTask : throw new StoreUnavailableException(new TimeoutException()), Keys.SettingsForAll());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/export") { Version = new Version(version) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Keys.Admin);

        using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Export_WhenClientLeaves_CancelsTheRead()
    {
        await FillAsync();
        var cancelled = new TaskCompletionSource();
        await using var service = await StartAsync(async (page, cancellationToken) =>
        {
            if (page < 3)
                return;
            await using var registration = cancellationToken.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });

        using (var response = await service.Client.GetAsync("/export", HttpCompletionOption.ResponseHeadersRead, Cancellation))
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    // Between two pages, customers are merged, split and lose their primaries. So contacts get lower and higher places.
    [Fact]
    public async Task Export_WhenCustomersChangeMeanwhile_ReturnsEachLastingContactExactlyOnce()
    {
        await FillAsync();
        var before = (await Database.ReadContactsAsync()).Select(row => row.Id).ToList();
        FluxKartService? changing = null;
        await using var service = changing = await StartAsync(async (page, _) =>
        {
            if (page is > 1 and < 6)
                await ChangeAsync(changing!.Client, new Random(page));
        });

        var exported = await ExportAsync(service);

        var live = (await LiveIdsAsync()).ToHashSet();
        Assert.Equal(exported.Count, exported.DistinctBy(contact => contact.Id).Count());
        Assert.Empty(before.Where(live.Contains).Except(exported.Select(contact => contact.Id)));
        Assert.True(live.Count < before.Count, "No contact was removed.");
        Assert.NotEqual(exported, exported.OrderBy(contact => contact.Customer));
    }

    private static async Task ChangeAsync(HttpClient client, Random random)
    {
        for (var count = 0; count < 15; count++)
        {
            // A customer goes to a lower place by a merge, two contacts by a split, and the rest of a customer when it loses its primary.
            var (one, other) = (5001 + random.Next(500), 5001 + random.Next(500));
            await SendAsync($"/contacts/{one}/merge", new { contactId = 1 + random.Next(100) });
            await SendAsync($"/contacts/{other}/split", new { contactIds = new[] { other - 4500, other - 4000 } });
            var removed = 5001 + random.Next(500);
            await SendAsync($"/contacts/{removed}/remove", new { contactIds = new[] { removed } });
        }

        // Some are no longer possible.
        async Task SendAsync<T>(string path, T body)
        {
            using var response = await client.PostAsync(path, JsonSerializer.Serialize(body));
            Assert.True((int)response.StatusCode < 500, $"{response.StatusCode}");
        }
    }

    private Task<List<long>> LiveIdsAsync() => Database.QueryAsync("SELECT id FROM contact WHERE deletedat IS NULL", row => row.GetInt64(0));

    private static async Task<List<(long Customer, long Id)>> ExportAsync(FluxKartService service)
    {
        var text = await service.Client.GetStringAsync("/export", Cancellation);
        var lines = text.Split("\r\n");
        Assert.Equal("", lines[^1]);
        return [.. lines[1..^1].Select(line => line.Split(',')).Select(cells => (Number(cells[0]), Number(cells[1])))];
    }

    private static long Number(string cell) => long.Parse(cell, CultureInfo.InvariantCulture);

    private static async Task<HttpResponseMessage> GetAsync(FluxKartService service, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        return await service.Client.SendAsync(request, Cancellation);
    }

    private Task<FluxKartService> StartAsync(Func<int, CancellationToken, Task> beforePage, Dictionary<string, string?>? settings = null) =>
        FluxKartService.StartAsync(
            [.. Database.Configuration, .. settings ?? []], builder => new ExportReads(beforePage).AddTo(builder.Services));

    /// <summary>Two customers. The second one's primary has a higher id than one of its secondaries.</summary>
    private Task StoreAsync()
    {
        // SQLite has no time zones.
        var zone = Database.Provider == DatabaseProvider.PostgreSql ? "Z" : "";
        return Database.ExecuteAsync(
            $"""
            INSERT INTO contact (id, email, phonenumber, linkedid, linkprecedence, createdat) VALUES
            (1, 'doc@hillvalley.edu', NULL, NULL, 'primary', '2026-11-26 09:00:01.000{zone}'),
            (3, 'a,b@example.com', '+14158519136', NULL, 'primary', '2026-11-26 09:00:00.120{zone}'),
            (2, '=1@example.com', NULL, 3, 'secondary', '2026-11-26 09:00:03.000{zone}'),
            (4, NULL, '+14158519136;ext=98261', 3, 'secondary', '2026-11-26 09:00:04.000{zone}')
            """);
    }

    /// <summary>
    /// 100 contacts that are customers, and 500 customers whose primaries have the ids from 5001, and ten secondaries each, with lower and
    /// with higher ids. Then one customer of 2500 contacts, which is larger than a page.
    /// </summary>
    private Task FillAsync() => Database.ExecuteAsync(
        """
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 8500),
        places (n, first) AS (
            SELECT n, CASE WHEN n <= 100 THEN n WHEN n <= 6000 THEN 5001 + (n - 1) % 500 ELSE 6001 END FROM numbers)
        INSERT INTO contact (id, email, phonenumber, linkedid, linkprecedence)
        SELECT n, 'k' || n || '@example.com', '1' || first, nullif(first, n), CASE WHEN first = n THEN 'primary' ELSE 'secondary' END
        FROM places;
        UPDATE contact SET createdat = '2020-01-01 00:00:00.000' WHERE linkprecedence = 'primary';
        ANALYZE contact
        """);

    public sealed class OnSqlite(SqliteDatabase database) : ExportTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ExportTests(database), IClassFixture<PostgresDatabase>;
}
