using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Importing;
using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;
using FluxKart.Tests.Oracles;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Api.Application.Transfer.Importing;

/// <summary>The contract's section 7: whole files, from their text to the stored rows.</summary>
public abstract class ImportServiceTests(TestDatabase database, int rowsPerBatch) : DatabaseTests(database)
{
    private const string Header = "email,phone,created at\n";

    [Fact]
    public async Task Run_WhenRowsAreRandom_EqualsPostingThemOneByOne()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var rows = RandomRows(2_500, values: 2_000);

        var result = await ImportAsync(service, Csv(rows));

        Assert.True(result.IsComplete);
        Assert.Equal(rows.Count, result.Counts.Rows);
        await AssertEqualsPostingAsync(service, rows);
        Assert.Equal(
            (await Database.ReadContactsAsync()).Count, result.Counts.Created + result.Counts.Linked);
    }

    [Fact]
    public async Task Run_WhenFewRowsHaveSomethingInCommon_EqualsPostingThemOneByOne()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var rows = RandomRows(2_500, values: 12_000);

        await ImportAsync(service, Csv(rows));

        await AssertEqualsPostingAsync(service, rows, everyNthRow: 2);
    }

    [Fact]
    public async Task Run_WhenTheDatabaseIsEmpty_GivesTheSameCustomersAsWithOthersStored()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var random = NewRandom();
        var csv = Header + string.Concat(RandomRows(2_000, values: 3_000).Select(row =>
            $"{row.Email},{row.Phone},{new DateTime(2010, 1, 1).AddMinutes(random.Next(500)):yyyy-MM-dd HH:mm:ss}\n"));
        await ImportAsync(service, csv);
        var first = await ReadByAgeAsync();
        await Database.EmptyAsync();
        await PostAsync(service, [("other@example.com", null)]);

        await ImportAsync(service, csv, mayBlockOthers: false);

        Assert.Equal(first, await ReadByAgeAsync());
    }

    [Fact]
    public async Task Run_WhenCustomersAreStored_GivesTheSameAloneAsBesideOthers()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var random = NewRandom();
        List<(string? Email, string? Phone)> stored =
            [.. Enumerable.Range(0, 60).Select(number => ($"e{number}@example.com", $"{10_000 + number % 40}"))];
        var csv = Header + string.Concat(RandomRows(2_000, values: 3_000).Select(row =>
            $"{row.Email},{row.Phone},{new DateTime(2010, 1, 1).AddMinutes(random.Next(5_000)):yyyy-MM-dd HH:mm:ss}\n"));
        List<IReadOnlyList<(string?, string?, int)>> results = [];
        foreach (var mayBlockOthers in new[] { true, false })
        {
            await Database.EmptyAsync();
            await PostAsync(service, stored);
            await PostChangeAsync(service, "/contacts/1/split", """{"contactIds":[1]}""");
            await PostChangeAsync(service, "/shared-identifiers", """{"phoneNumber":"11000","takeApart":false}""");
            await ImportAsync(service, csv, mayBlockOthers: mayBlockOthers);
            results.Add(await ReadByAgeAsync());
            await AssertEventsGiveThePartitionAsync(service);
        }

        Assert.Equal(results[1], results[0]);
    }

    [Fact]
    public async Task Run_WhenSomebodyWritesWhileAnEmptyDatabaseIsFilled_TakesAllRowsAndReportsFaultsOnce()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var rows = RandomRows(2_500, values: 6_000);
        List<(string? Email, string? Phone)> live = [("live@example.com", rows[7].Phone ?? "1234567")];
        var observer = new RecordingObserver(() =>
        {
            if (live.Count == 1)
                PostAsync(service, live).GetAwaiter().GetResult();
            live.Add(default);
        });

        var result = await ImportAsync(service, Csv([("nonsense", null), .. rows, ("nonsense", null)]), observer, mayBlockOthers: false);

        Assert.Equal((2_502, 2), (result.Counts.Rows, result.Counts.Refused));
        Assert.Equal([(2, true), (2_503, true)], observer.Faulty);
        Assert.Equal(observer.Progress.Select(counts => counts.Refused).Order(), observer.Progress.Select(counts => counts.Refused));
        Assert.Equal(
            OracleOf([.. rows, live[0]]).Components(), StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
        await AssertEventsGiveThePartitionAsync(service);
    }

    [Fact]
    public async Task Run_BesideOthers_CommitsInBatchesOfTheDatabasesSize()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        await PostAsync(service, [("other@example.com", null)]);
        var observer = new RecordingObserver();

        await ImportAsync(service, Csv(RandomRows(1_001, values: 3_000)), observer, mayBlockOthers: false);

        Assert.Equal(
            Enumerable.Range(1, 1_000 / rowsPerBatch).Select(batch => (long)batch * rowsPerBatch).Append(1_001),
            observer.Progress.Select(counts => counts.Rows));
    }

    [Fact]
    public async Task Run_WhenRowsWaitForALoad_AppliesThemInBatchesThatAreNoLarger()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var observer = new RecordingObserver();
        List<(string? Email, string? Phone)> loaded =
            [.. Enumerable.Range(0, 400).Select(number => ($"e{number}@example.com", $"{10_000 + number}"))];

        await ImportAsync(service, Csv([.. loaded, .. loaded.Select(row => ($"x{row.Email}", row.Phone))]), observer);

        var first = Math.Min(400, rowsPerBatch);
        Assert.Equal(
            new[] { 400L, 400 + first, 800 }.Distinct(), observer.Progress.Select(counts => counts.Rows).Where(rows => rows > 0).Distinct());
    }

    [Fact]
    public async Task Run_WhenTheFileSaysHowOldRowsAre_MakesTheOldestThePrimary()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var random = NewRandom();
        var rows = RandomRows(1_500, values: 600);
        using (await service.Client.PostIdentifyAsync($$"""{"email":"{{rows[0].Email}}","phoneNumber":"{{rows[0].Phone}}"}"""))
        {
            await ImportAsync(service, Header + string.Concat(rows.Select(row =>
                $"{row.Email},{row.Phone},{new DateTime(2010, 1, 1).AddHours(random.Next(100_000)):yyyy-MM-dd HH:mm:ss}\n")));
        }

        var contacts = await Database.QueryAsync(
            "SELECT id, linkedid, createdat FROM contact",
            row => (Id: row.GetInt64(0), PrimaryId: row.IsDBNull(1) ? row.GetInt64(0) : row.GetInt64(1), CreatedAt: row.GetDateTime(2)));
        Assert.Contains(contacts, contact => contact.CreatedAt.Year < 2022);
        Assert.All(
            contacts.GroupBy(contact => contact.PrimaryId),
            customer => Assert.Equal(customer.Key, customer.MinBy(contact => (contact.CreatedAt, contact.Id)).Id));
        Assert.Equal(
            OracleOf(rows).Components(), StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
        await AssertEventsGiveThePartitionAsync(service);
    }

    [Fact]
    public async Task Run_WhenTheFileComesThreeTimes_AddsNothingTheSecondAndThirdTime()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var csv = Csv(RandomRows(1_200, values: 800));
        await ImportAsync(service, csv);
        var before = await Database.ReadEverythingAsync();

        var second = await ImportAsync(service, csv);
        var third = await ImportAsync(service, csv);

        Assert.Equal((1_200, 1_200), (second.Counts.Matched, third.Counts.Matched));
        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    [Fact]
    public async Task Run_WhenItIsCancelledAndStartedAgain_EqualsOneRun()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var rows = RandomRows(3_500, values: 3_000);
        using var cancellation = new CancellationTokenSource();

        var cut = await ImportAsync(service, Csv(rows), new RecordingObserver(cancellation.Cancel), cancellation: cancellation);
        Assert.False(cut.IsComplete);
        Assert.InRange(cut.Counts.Rows, 1, 3_499);
        await ImportAsync(service, Csv(rows));

        await AssertEqualsPostingAsync(service, rows);
    }

    [Fact]
    public async Task Run_WhenTwoImportsAndRequestsRunAtOnce_GivesTheCustomersOfTheOracle()
    {
        await using var first = await FluxKartService.StartAsync(Database.Configuration);
        await using var second = await FluxKartService.StartAsync(Database.Configuration);
        var (one, other, live) = (RandomRows(2_500, values: 6_000), RandomRows(2_500, values: 6_000), RandomRows(200, values: 6_000));

        await Task.WhenAll(
            ImportAsync(first, Csv(one), mayBlockOthers: false),
            ImportAsync(second, Csv(other), mayBlockOthers: false),
            PostAsync(second, live));

        List<(string? Email, string? Phone)> all = [.. one, .. other, .. live];
        Assert.Equal(OracleOf(all).Components(), StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
        await AssertEventsGiveThePartitionAsync(first);
    }

    [Fact]
    public async Task Run_WhenItIsADryRun_CountsTheSameAndWritesNothing()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        await PostAsync(service, RandomRows(50, values: 300));
        var csv = Csv(RandomRows(2_500, values: 1_000)) + "nonsense,,\n";
        var before = await Database.ReadEverythingAsync();

        var dryRun = await ImportAsync(service, csv, isDryRun: true);
        Assert.Equal(before, await Database.ReadEverythingAsync());
        var real = await ImportAsync(service, csv);

        Assert.Equal(1, real.Counts.Refused);
        Assert.Equal(real.Counts, dryRun.Counts);
        Assert.Equal(real.LargestCustomers[0].Contacts, dryRun.LargestCustomers[0].Contacts);
        Assert.Equal(
            real.HottestIdentifiers.Select(use => use.Counterparts), dryRun.HottestIdentifiers.Select(use => use.Counterparts));
    }

    [Fact]
    public async Task Run_WhenRowsHaveFaults_ReportsThemInOrderAndTakesTheRest()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var observer = new RecordingObserver();

        var result = await ImportAsync(
            service,
            Header + "a@example.com,12345,\nnonsense,,\nb@example.com,9.1E+11,\nc@example.com,,05/06/2012\nd@example.com,,\n",
            observer);

        Assert.Equal(["email", "phone", "created at"], observer.Header);
        Assert.Equal([(3, true), (4, false), (5, true)], observer.Faulty);
        Assert.Equal(
            new ImportProgress { Rows = 5, Created = 3, Refused = 2, IgnoredValues = 1, BytesRead = result.Counts.BytesRead }, result.Counts);
        Assert.Equal(result.Counts, observer.Progress[^1]);
        Assert.Equal(
            [("a@example.com", "12345"), ("b@example.com", null), ("d@example.com", null)],
            (await Database.ReadContactsAsync()).Select(row => (row.Email, row.PhoneNumber)));
    }

    [Fact]
    public async Task Run_WhenItIsAnExport_GivesTheSameCustomersInAnEmptyDatabase()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        await PostAsync(service, RandomRows(300, values: 250));
        await PostChangeAsync(service, "/contacts/1/merge", """{"contactId":2,"reason":"the same person"}""");
        var whole = await Database.QueryAsync(
            "SELECT linkedid FROM contact WHERE linkedid IS NOT NULL GROUP BY linkedid ORDER BY count(*) DESC", row => row.GetInt64(0));
        await PostChangeAsync(service, $"/contacts/{whole[0]}/split", $$"""{"contactIds":[{{whole[0]}}]}""");
        var exported = await service.Client.GetStringAsync("/export", Cancellation);
        var before = await ReadCustomersAsync();
        await Database.EmptyAsync();

        await ImportAsync(service, exported);
        Assert.Equal(before, await ReadCustomersAsync());
        await ImportAsync(service, exported);

        Assert.Equal(before, await ReadCustomersAsync());
        await AssertEventsGiveThePartitionAsync(service);
    }

    [Fact]
    public async Task Split_WhenItIsSentAgainAfterAnOlderContactWasImported_ChangesNothing()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        await PostAsync(service, [("ann@example.com", "5551"), ("bob@example.com", "5551")]);
        await PostChangeAsync(service, "/contacts/1/split", """{"contactIds":[1]}""");
        await ImportAsync(service, Header + "ann@example.com,7777,2012-05-06\n");
        var before = await Database.ReadEverythingAsync();

        await PostChangeAsync(service, "/contacts/1/split", """{"contactIds":[1]}""");

        Assert.Equal(before, await Database.ReadEverythingAsync());
        Assert.Equal(
            [(1, 3), (2, null), (3, null)], (await Database.ReadContactsAsync()).Select(row => (row.Id, row.LinkedId)));
    }

    private static Random NewRandom()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed: {seed}");
        return new Random(seed);
    }

    /// <summary>Some rows have only one value, and some repeat earlier ones.</summary>
    private static List<(string? Email, string? Phone)> RandomRows(int count, int values)
    {
        var random = NewRandom();
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var (email, phone) = ((string?)$"e{random.Next(values)}@example.com", (string?)$"{10_000 + random.Next(values)}");
            return random.Next(4) switch
            {
                0 => (email, null),
                1 => (null, phone),
                _ => (email, phone),
            };
        })];
    }

    private static string Csv(IEnumerable<(string? Email, string? Phone)> rows) =>
        Header + string.Concat(rows.Select(row => $"{row.Email},{row.Phone},\n"));

    private static CustomerOracle OracleOf(IEnumerable<(string? Email, string? Phone)> rows)
    {
        var oracle = new CustomerOracle();
        foreach (var (email, phone) in rows)
            oracle.Add(email, phone);
        return oracle;
    }

    private static async Task<ImportResult> ImportAsync(
        FluxKartService service,
        string csv,
        RecordingObserver? observer = null,
        bool isDryRun = false,
        bool mayBlockOthers = true,
        CancellationTokenSource? cancellation = null)
    {
        var file = Encoding.UTF8.GetBytes(csv);
        await using var scope = service.Services.CreateAsyncScope();
        var imports = scope.ServiceProvider.GetRequiredService<IImportService>();
        var request = new ImportRequest(() => new MemoryStream(file), new ReadingOptions(), isDryRun) { MayBlockOthers = mayBlockOthers };
        return await imports.RunAsync(request, observer ?? new RecordingObserver(), cancellation?.Token ?? Cancellation);
    }

    private static async Task PostAsync(FluxKartService service, IEnumerable<(string? Email, string? Phone)> rows)
    {
        foreach (var (email, phone) in rows)
        {
            var body = System.Text.Json.JsonSerializer.Serialize(new { email, phoneNumber = phone });
            using var response = await service.Client.PostIdentifyAsync(body);
            response.EnsureSuccessStatusCode();
        }
    }

    private static async Task PostChangeAsync(FluxKartService service, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await service.Client.PostAsync(path, content, Cancellation);
        response.EnsureSuccessStatusCode();
    }

    private async Task AssertEqualsPostingAsync(
        FluxKartService service, List<(string? Email, string? Phone)> rows, int everyNthRow = 25)
    {
        var oracle = OracleOf(rows);
        Assert.Equal(oracle.Components(), StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
        var byAge = await Database.QueryAsync("SELECT id FROM contact ORDER BY createdat, id", row => row.GetInt64(0));
        var placeOf = byAge.Index().ToDictionary(contact => contact.Item, contact => contact.Index + 1);
        foreach (var (email, phone) in rows.Where((_, index) => index % everyNthRow == 0))
        {
            var body = System.Text.Json.JsonSerializer.Serialize(new { email, phoneNumber = phone });
            using var response = await service.Client.PostIdentifyAsync(body);
            Assert.Equal(oracle.Identify(email, phone), WithPlaces(await response.Content.ReadAsStringAsync(Cancellation), placeOf));
        }

        await AssertEventsGiveThePartitionAsync(service);
    }

    /// <summary>
    /// A response to identify with the place of each contact in the order of age instead of its id. Ids have another order where rows of a
    /// file waited until an empty database was filled.
    /// </summary>
    private static string WithPlaces(string response, Dictionary<long, int> placeOf) => Regex.Replace(
        response,
        """(?<="primaryContactId":)\d+|(?<="secondaryContactIds":\[[\d,]*)\d+""",
        id => placeOf[long.Parse(id.Value, CultureInfo.InvariantCulture)].ToString(CultureInfo.InvariantCulture));

    private async Task AssertEventsGiveThePartitionAsync(FluxKartService service)
    {
        var replay = new EventReplay();
        for (long? last = 0, next = 0; next is not null; next = last)
            last = replay.Apply(await service.Client.GetStringAsync($"/events?after={next}&limit=1000", Cancellation));
        Assert.Equal(
            (await Database.ReadContactsAsync()).Select(row => (row.Id, row.LinkedId ?? row.Id)),
            replay.PrimaryOf.OrderBy(contact => contact.Key).Select(contact => (contact.Key, contact.Value)));
    }

    /// <summary>All contacts, the oldest first, each with the place of its primary.</summary>
    private async Task<IReadOnlyList<(string? Email, string? Phone, int Primary)>> ReadByAgeAsync()
    {
        var contacts = (await Database.ReadContactsAsync()).ToDictionary(contact => contact.Id);
        var byAge = await Database.QueryAsync(
            "SELECT id FROM contact WHERE email IS DISTINCT FROM 'other@example.com' ORDER BY createdat, id", row => row.GetInt64(0));
        return [.. byAge.Select(id => contacts[id]).Select(contact =>
            (contact.Email, contact.PhoneNumber, byAge.IndexOf(contact.LinkedId ?? contact.Id)))];
    }

    /// <summary>The values of each customer's contacts, with the primary's first.</summary>
    private async Task<IReadOnlyList<string>> ReadCustomersAsync() =>
    [
        .. (await Database.ReadContactsAsync())
            .GroupBy(row => row.LinkedId ?? row.Id)
            .Select(customer => string.Join(' ', customer
                .OrderBy(row => row.LinkedId is not null)
                .ThenBy(row => string.Create(CultureInfo.InvariantCulture, $"{row.Email} {row.PhoneNumber}"), StringComparer.Ordinal)
                .Select(row => $"({row.Email} {row.PhoneNumber})")))
            .Order(StringComparer.Ordinal),
    ];

    private sealed class RecordingObserver(Action? afterFirstBatch = null) : IImportObserver
    {
        public IReadOnlyList<string>? Header { get; private set; }

        public List<(long Line, bool IsRefused)> Faulty { get; } = [];

        public List<ImportProgress> Progress { get; } = [];

        public ValueTask OnStartedAsync(IReadOnlyList<string> header, CancellationToken cancellationToken)
        {
            Header = header;
            return ValueTask.CompletedTask;
        }

        public ValueTask OnFaultsAsync(ImportedRow row, CancellationToken cancellationToken)
        {
            Faulty.Add((row.Line, row.IsRefused));
            return ValueTask.CompletedTask;
        }

        public ValueTask OnProgressAsync(ImportProgress counts, CancellationToken cancellationToken)
        {
            Progress.Add(counts);
            afterFirstBatch?.Invoke();
            return ValueTask.CompletedTask;
        }
    }

    public sealed class OnSqlite(SqliteDatabase database) : ImportServiceTests(database, rowsPerBatch: 250), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database)
        : ImportServiceTests(database, rowsPerBatch: 1_000), IClassFixture<PostgresDatabase>;
}
