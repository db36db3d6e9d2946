using System.Globalization;
using System.Text;
using System.Text.Json;
using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Importing;
using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace FluxKart.Tests.Api.Application.Transfer.Importing;

/// <summary>A dry run says what an import would do, and writes nothing.</summary>
public abstract class ImportDryRunTests(TestDatabase database) : DatabaseTests(database)
{
    private const int Values = 600;
    private const int Rows = 2_300;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_WhenRowsAndStoredCustomersAreRandom_EqualsTheImport(bool namesCustomers)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed: {seed}");
        var random = new Random(seed);
        await using var service = await FluxKartService.StartAsync(
            [.. Database.Configuration, new("Identification:MaxContactsPerCustomer", "9")]);
        var apart = await StoreCustomersAsync(service, random);
        var before = await Database.ReadEverythingAsync();
        var stored = await Database.ReadContactsAsync();
        var csv = await RandomFileAsync(random, apart, namesCustomers);

        var dryRun = await ImportAsync(service, csv, isDryRun: true);
        Assert.Equal(before, await Database.ReadEverythingAsync());
        var real = await ImportAsync(service, csv, isDryRun: false);

        Assert.Equal(real.Counts, dryRun.Counts);
        Assert.Equal(
            real.LargestCustomers.Select(size => stored.Exists(contact => contact.Id == size.PrimaryContactId)
                ? size
                : size with { PrimaryContactId = 0 }),
            dryRun.LargestCustomers);
        Assert.Equal(real.HottestIdentifiers, dryRun.HottestIdentifiers);
        Assert.All(
            [real.Counts.Created, real.Counts.Linked, real.Counts.Merged, real.Counts.Matched, real.Counts.Refused],
            count => Assert.NotEqual(0, count));
    }

    [Fact]
    public async Task Run_WhenACustomerHoldsAMarkedValueThatTheFileDoesNotName_LeavesItOutOfTheSummary()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        foreach (var email in new[] { "ann@example.com", "bob@example.com", "cid@example.com" })
            await PostAsync(service, "/identify", new { email, phoneNumber = "5555" });
        await PostAsync(service, "/shared-identifiers", new { phoneNumber = "5555" });

        var dryRun = await ImportAsync(service, "email,phone\nann@example.com,7777\n", isDryRun: true);

        Assert.Equal([new CustomerSize(1, 4)], dryRun.LargestCustomers);
        Assert.Equal("ann@example.com", Assert.Single(dryRun.HottestIdentifiers).Identifier.Value);
    }

    [Fact]
    public async Task Run_WhenACustomerHasChangedSinceItWasCopied_GoesOnWithTheCopy()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        await PostAsync(service, "/identify", new { email = "ann@example.com", phoneNumber = "5551" });
        var observer = new Mock<IImportObserver>();
        observer
            .SetupSequence(heard => heard.OnProgressAsync(It.IsAny<ImportProgress>(), It.IsAny<CancellationToken>()))
            .Returns(async () => await PostAsync(service, "/identify", new { email = "ann@example.com", phoneNumber = "5552" }))
            .Returns(ValueTask.CompletedTask);

        var dryRun = await ImportAsync(
            service,
            "email,phone\n" + string.Concat(Enumerable.Repeat("ann@example.com,5551\n", 1_000)) + "ann@example.com,5552\n",
            isDryRun: true,
            observer.Object);

        Assert.Equal((1_000, 1), (dryRun.Counts.Matched, dryRun.Counts.Linked));
        Assert.Equal([new CustomerSize(1, 2)], dryRun.LargestCustomers);
    }

    /// <summary>Some customers are large, some were split, and some identifiers are shared.</summary>
    /// <returns>Rows that would join what was split.</returns>
    private async Task<IReadOnlyList<string>> StoreCustomersAsync(FluxKartService service, Random random)
    {
        for (var number = 0; number < 300; number++)
            await PostAsync(service, "/identify", new { email = Email(random), phoneNumber = Phone(random) });
        for (var number = 0; number < 6; number++)
            await PostAsync(service, "/shared-identifiers", new { phoneNumber = Phone(random), takeApart = number % 2 == 0 });
        var contacts = await Database.ReadContactsAsync();
        var secondaries = contacts.Where(contact => contact.LinkedId is not null).ToArray();
        random.Shuffle(secondaries);
        var split = secondaries.DistinctBy(contact => contact.LinkedId).Take(8).ToList();
        foreach (var contact in split)
            await PostAsync(service, $"/contacts/{contact.LinkedId}/split", new { contactIds = new[] { contact.Id } });
        return split.ConvertAll(contact => $"{contacts.Single(primary => primary.Id == contact.LinkedId).Email};{contact.Email},");
    }

    /// <summary>
    /// Rows with one value or several, with and without a date. Each stored contact is among them, because the summary of a dry run has only
    /// the customers that the file names.
    /// </summary>
    private async Task<string> RandomFileAsync(Random random, IEnumerable<string> apart, bool namesCustomers)
    {
        var rows = Enumerable.Range(0, Rows).Select(_ => random.Next(8) switch
        {
            0 => $"{Email(random)},",
            1 => $",{Phone(random)}",
            2 => $"{Email(random)};{Email(random)},{Phone(random)}",
            3 => $"{Email(random)},{Phone(random)};{Phone(random)}",
            4 when random.Next(10) == 0 => "nonsense,",
            _ => $"{Email(random)},{Phone(random)}",
        });
        var stored = await Database.ReadContactsAsync();
        string[] all = [.. rows, .. apart, .. stored.Select(contact => $"{contact.Email},{contact.PhoneNumber}")];
        random.Shuffle(all);
        return "email,phoneNumber,createdAt,customer\n" + string.Concat(all.Select(row =>
            $"{row},{(random.Next(3) == 0 ? Date(random) : "")},{(namesCustomers && random.Next(2) == 0 ? $"c{random.Next(400)}" : "")}\n"));
    }

    private static string Date(Random random) =>
        new DateTime(2020, 1, 1).AddHours(random.Next(10_000)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Email(Random random) => $"e{random.Next(2 * Values)}@example.com";

    private static string Phone(Random random) => $"{10_000 + random.Next(Values)}";

    private static async Task<ImportResult> ImportAsync(
        FluxKartService service, string csv, bool isDryRun, IImportObserver? observer = null)
    {
        var file = Encoding.UTF8.GetBytes(csv);
        await using var scope = service.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IImportService>().RunAsync(
            new ImportRequest(() => new MemoryStream(file), new ReadingOptions(), isDryRun),
            observer ?? Mock.Of<IImportObserver>(),
            Cancellation);
    }

    private static async Task PostAsync(FluxKartService service, string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await service.Client.PostAsync(path, content, Cancellation);
        response.EnsureSuccessStatusCode();
    }

    public sealed class OnSqlite(SqliteDatabase database) : ImportDryRunTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ImportDryRunTests(database), IClassFixture<PostgresDatabase>;
}
