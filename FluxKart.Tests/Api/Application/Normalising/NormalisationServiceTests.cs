using System.Text;
using System.Text.Json;
using FluxKart.Api.Application.Normalising;
using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;
using FluxKart.Tests.Oracles;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Api.Application.Normalising;

/// <summary>Values that were stored without a region, after one has been configured.</summary>
public abstract class NormalisationServiceTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Berlin = "030 901820";

    [Fact]
    public async Task Run_WhenTheRegionHasChanged_WritesTheValuesByItAndJoinsThoseThatShareThem()
    {
        await StoreAsync(("a@example.com", Berlin), ("b@example.com", "+49 30 901820"), ("c@example.com", "5"), ("d@example.com", null));

        var report = await RunAsync();

        Assert.Equal(
            [
                (1, "a@example.com", "+4930901820", null), (2, "b@example.com", "+4930901820", 1), (3, "c@example.com", "5", null),
                (4, "d@example.com", null, (long?)null),
            ],
            (await Database.ReadContactsAsync()).Select(row => (row.Id, row.Email, row.PhoneNumber, row.LinkedId)));
        Assert.Equal((4, 1, 1, 0, 0), (report.Contacts, report.Revised, report.Merged, report.Refused, report.Unaccepted));
        Assert.Equal([1, 2], Assert.Single(report.MergedCustomers));
        Assert.Equal(["contact.merged"], await Database.QueryAsync("SELECT type FROM event WHERE id > 4", row => row.GetString(0)));
        await AssertIdentifiesAsync("""{"phoneNumber":"030901820"}""", [2]);
    }

    [Fact]
    public async Task Run_WhenItIsRepeated_ChangesNothing()
    {
        await StoreAsync(("a@example.com", Berlin), ("b@example.com", "+49 30 901820"));
        await RunAsync();
        var before = await Database.ReadEverythingAsync();

        var report = await RunAsync();

        Assert.Equal((2, 0), (report.Contacts, report.Revised));
        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    [Fact]
    public async Task Run_WhenItIsADryRun_ReportsTheSameAndWritesNothing()
    {
        await StoreAsync(("a@example.com", Berlin), ("b@example.com", "+49 30 901820"), ("c@example.com", "030/901 820"));
        await MarkAsync("0301112233");
        await StoreAsync(("e@example.com", "0301112233"), ("f@example.com", "+49301112233"));
        var before = await Database.ReadEverythingAsync();

        var dryRun = await RunAsync(isDryRun: true);
        Assert.Equal(before, await Database.ReadEverythingAsync());
        var real = await RunAsync();

        Assert.Equal((1, 1, 3), (real.Merged, real.Marks, real.Revised));
        Assert.Equal(JsonSerializer.Serialize(real), JsonSerializer.Serialize(dryRun));
    }

    [Fact]
    public async Task Run_WhenCustomersAreKeptApart_SharesTheValueInstead()
    {
        await StoreAsync(("a@example.com", "1234567"), ("b@example.com", "1234567"), ("a@example.com", Berlin), ("b@example.com", "+4930901820"));
        await PostAsync("/contacts/1/split", """{"contactIds":[2,4]}""");

        var report = await RunAsync();

        Assert.Equal((0, 1), (report.Merged, report.Refused));
        Assert.Equal([1L, 2, 1, 2], (await Database.ReadContactsAsync()).Select(row => row.LinkedId ?? row.Id));
        Assert.Contains(
            "+4930901820",
            await Database.QueryAsync("SELECT phonenumber FROM sharedidentifier", row => row.IsDBNull(0) ? "" : row.GetString(0)));
    }

    [Fact]
    public async Task Run_WhenTheNewValueIsMarkedToo_DropsTheOldMark()
    {
        await MarkAsync(Berlin);
        await MarkAsync("+4930901820");

        var report = await RunAsync();

        Assert.Equal(1, report.Marks);
        Assert.Equal(
            [(2L, "+4930901820")],
            await Database.QueryAsync("SELECT id, phonenumber FROM sharedidentifier", row => (row.GetInt64(0), row.GetString(1))));
        Assert.Equal(
            ["identifier.shared", "identifier.shared", "identifier.unshared"],
            await Database.QueryAsync("SELECT type FROM event ORDER BY id", row => row.GetString(0)));
    }

    [Fact]
    public async Task Run_WhenAValueIsInvalidToday_KeepsAndReportsIt()
    {
        await StoreAsync(("a@example.com", Berlin), ("b@example.com", null));
        await Database.ExecuteAsync("UPDATE contact SET email = 'a@@example.com' WHERE id = 1");

        var report = await RunAsync();

        Assert.Equal([1], report.UnacceptedIds);
        Assert.Equal(("a@@example.com", "+4930901820"), ((await Database.ReadContactsAsync())[0].Email, (await Database.ReadContactsAsync())[0].PhoneNumber));
    }

    [Fact]
    public async Task Run_WhenRequestsComeMeanwhile_GivesTheCustomersOfTheOracle()
    {
        var numbers = Enumerable.Range(0, 300).Select(number => $"030 9{100_000 + number}").ToList();
        await StoreAsync([.. numbers.Select((number, index) => ((string?)$"e{index}@example.com", (string?)number))]);
        await using var service = await StartAsync("DE");

        await Task.WhenAll(RunAsync(service), PostEveryThirdAsync(service, numbers));
        await RunAsync(service);

        var oracle = new CustomerOracle();
        for (var index = 0; index < numbers.Count; index++)
        {
            oracle.Identify($"e{index}@example.com", $"+49309{100_000 + index}");
            if (index % 3 == 0)
                oracle.Identify($"f{index}@example.com", $"+49309{100_000 + index}");
        }

        Assert.Equal(oracle.Components(), StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
    }

    private static async Task PostEveryThirdAsync(FluxKartService service, List<string> numbers)
    {
        for (var index = 0; index < numbers.Count; index += 3)
        {
            var order = JsonSerializer.Serialize(new { email = $"f{index}@example.com", phoneNumber = numbers[index] });
            await PostAsync(service, "/identify", order);
        }
    }

    private Task<FluxKartService> StartAsync(string? region) => FluxKartService.StartAsync(
        new Dictionary<string, string?>(Database.Configuration) { ["Identification:DefaultRegion"] = region ?? "" });

    private async Task<NormalisationReport> RunAsync(bool isDryRun = false)
    {
        await using var service = await StartAsync("DE");
        return await RunAsync(service, isDryRun);
    }

    private static async Task<NormalisationReport> RunAsync(FluxKartService service, bool isDryRun = false)
    {
        await using var scope = service.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<INormalisationService>().RunAsync(isDryRun, Cancellation);
    }

    /// <summary>Sends orders to a service without a region.</summary>
    private async Task StoreAsync(params (string? Email, string? Phone)[] orders)
    {
        await using var service = await StartAsync(null);
        foreach (var (email, phoneNumber) in orders)
            await PostAsync(service, "/identify", JsonSerializer.Serialize(new { email, phoneNumber }));
    }

    private Task MarkAsync(string phoneNumber) =>
        PostAsync("/shared-identifiers", JsonSerializer.Serialize(new { phoneNumber }));

    private async Task PostAsync(string path, string json)
    {
        await using var service = await StartAsync(null);
        await PostAsync(service, path, json);
    }

    private static async Task PostAsync(FluxKartService service, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await service.Client.PostAsync(path, content, Cancellation);
        response.EnsureSuccessStatusCode();
    }

    private async Task AssertIdentifiesAsync(string json, long[] secondaryIds)
    {
        await using var service = await StartAsync("DE");
        using var response = await service.Client.PostIdentifyAsync(json);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(
            secondaryIds,
            body.RootElement.GetProperty("contact").GetProperty("secondaryContactIds").EnumerateArray().Select(id => id.GetInt64()));
    }

    public sealed class OnSqlite(SqliteDatabase database) : NormalisationServiceTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : NormalisationServiceTests(database), IClassFixture<PostgresDatabase>;
}
