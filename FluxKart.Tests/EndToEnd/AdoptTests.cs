using System.Net;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Oracles;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The command that takes over the original service's table, and the service afterwards.</summary>
public sealed class AdoptTests(PostgresDatabase server) : DatabaseTests(server), IClassFixture<PostgresDatabase>
{
    private const string ContactsSql =
        "SELECT id, email, phonenumber, linkedid, linkprecedence, to_char(createdat AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), "
        + "to_char(deletedat AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM contact";

    [Fact]
    public async Task Adopt_Always_KeepsIdsNormalisesFlattensAndJoins()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);

        await original.AdoptAsync();

        Assert.Equal(
            [
                "1|anna@example.com|5550100||primary|2020-01-01 12:00|",
                "2|anna2@example.com|5550100|1|secondary|2020-01-02 12:00|",
                "3|anna3@example.com|5550103|1|secondary|2020-01-03 12:00|",
                "4|b@example.com||1|secondary|2020-01-04 12:00|",
                "5|anna@example.com|5550105|1|secondary|2020-01-05 12:00|",
                "6||5||primary|2020-01-06 12:00|",
                "10||||primary|2020-01-10 12:00|2021-01-01 12:00",
                "11|c@example.com|5550110||primary|2020-01-11 12:00|",
                "12|d@example.com|||primary|2020-01-12 12:00|",
                "13|e@example.com|||primary|2020-01-13 12:00|",
                "14|f@example.com||13|secondary|2020-01-14 12:00|",
                "15|g@example.com|||primary|2020-01-15 12:00|",
                "17|noreply@example.com|||primary|2020-01-17 12:00|",
            ],
            await original.QueryAsync($"{ContactsSql} WHERE id <> 16 ORDER BY id"));
        Assert.Equal(["2020-02-01 12:00"], await original.QueryAsync($"SELECT {Minute("updatedat")} FROM contact WHERE id = 1"));
    }

    [Fact]
    public async Task Adopt_WhenATimeIsInTheFuture_StoresTheTimeOfTheAdoption()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);

        await original.AdoptAsync();

        Assert.Equal(["True|True"], await original.QueryAsync(
            "SELECT createdat BETWEEN now() - interval '10 minutes' AND now(), updatedat <= now() FROM contact WHERE id = 16"));
    }

    [Fact]
    public async Task Adopt_WhenRowsCannotBeKept_ReturnsTwoAndNamesThem()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);

        var (exitCode, output, error) = await ServiceProcess.RunAsync(original.Settings, "adopt", "--time-zone", "UTC");

        Assert.Equal((2, ""), (exitCode, error));
        Assert.Equal(
            $"""
             The original service's table contact in {await DescribeAsync(original)} has been taken over.
             Rows: 16 live, 1 deleted.
             Kept: 13 contacts of 8 customers. The ids of deleted rows are kept too, without their values.
             Not kept: 3 rows, only in the old table.
               They have neither value (2): 7, 8
               They have no valid value (1): 9
             Kept without an invalid value:
               The email address is invalid (1): 6
               The phone number is invalid (1): 15
             Normalised to another form: 7 values.
             Joined to an older customer, because they share a value: 1 customer.
               By the email (1): 4 into 1
             Links and times that FluxKart stores in its own way:
               Linked to a row that is itself linked (3): 3, 13, 14
               Linked in a circle (2): 13, 14
               Linked to a row that is missing, deleted or not kept (2): 11, 12
               Primary now, because it is older than the contact that it was linked to (1): 13
               The precedence contradicts the link, which counts (1): 15
               No creation time, so the last change or now counts (1): 15
             The old table is now contact_original. When nobody needs it, drop it with adopt --drop.

             """,
            output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Adopt_WhenAllRowsCanBeKept_ReturnsZero()
    {
        await using var original = await OriginalServiceDatabase.CreateEmptyAsync(Database);

        Assert.Equal(0, (await original.AdoptAsync()).ExitCode);
        Assert.Equal(["0"], await original.QueryAsync("SELECT count(*) FROM contact"));
        await using var service = await FluxKartService.StartAsync(original.Settings);
        Assert.Contains("\"primaryContactId\":1,", await service.Client.IdentifyAsync("a@example.com", null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_Always_ReportsTheSameAndChangesNothing()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        var before = await original.ReadEverythingAsync();
        await using var writer = await original.OpenAsync();
        await using var writing = await writer.BeginTransactionAsync(Cancellation);
        await using (var command = new NpgsqlCommand("UPDATE contact SET email = 'x' WHERE id = 1", writer, writing))
            await command.ExecuteNonQueryAsync(Cancellation);

        var (exitCode, report) = await original.AdoptAsync("--dry-run");

        await writing.RollbackAsync(Cancellation);
        Assert.Equal(before, await original.ReadEverythingAsync());
        var (_, done) = await original.AdoptAsync();
        Assert.Equal(2, exitCode);
        Assert.Equal(done.Split('\n')[1..^2], report.Split('\n')[1..^2]);
        Assert.Contains("Nothing was changed.", report.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_AfterAdoption_KnowsEveryOldId()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        await original.AdoptAsync();
        await using var service = await FluxKartService.StartAsync(original.Settings);

        const string anna =
            """{"contact":{"primaryContactId":1,"emails":["anna@example.com","anna2@example.com","anna3@example.com","b@example.com"],"phoneNumbers":["5550100","5550103","5550105"],"secondaryContactIds":[2,3,4,5]}}""";
        foreach (var id in new[] { 1, 2, 3, 4, 5 })
            Assert.Equal(anna, await service.Client.GetJsonAsync($"/contacts/{id}"));
        Assert.Equal(HttpStatusCode.Gone, await StatusOfAsync(service, 10));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(service, 7));
    }

    [Fact]
    public async Task Identify_AfterAdoption_MatchesAndAddsIdsAboveAllOld()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        // Ids that the original service has given, and whose rows are gone.
        await original.ExecuteAsync("SELECT setval('contact_id_seq', 500)");
        await original.AdoptAsync();
        await using var service = await FluxKartService.StartAsync(original.Settings);

        Assert.EndsWith("\"secondaryContactIds\":[2,3,4,5,501]}}", await service.Client.IdentifyAsync("new@example.com", "(555) 0103"), StringComparison.Ordinal);
        Assert.Contains("\"primaryContactId\":502,", await service.Client.IdentifyAsync("gone@example.com", null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OriginalsStatements_AfterAdoption_StillRun()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        await original.AdoptAsync();

        await original.ExecuteAsync(
            "INSERT INTO Contact (phoneNumber, email, linkedId, linkPrecedence, createdAt, updatedAt) VALUES ('77', 'i@example.com', 1, 'secondary', NOW(), NOW())");
        await original.ExecuteAsync("UPDATE Contact SET linkedId = 1, linkPrecedence = 'secondary', updatedAt = CURRENT_TIMESTAMP WHERE id = 18");

        Assert.Equal(["18|1"], await original.QueryAsync("SELECT id, linkedId FROM Contact WHERE phoneNumber = '77' AND deletedAt IS NULL"));
    }

    [Fact]
    public async Task Events_AfterAdoption_GiveTheCustomersAndExplainThem()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        await original.AdoptAsync();
        await using var service = await FluxKartService.StartAsync(original.Settings);

        var replay = new EventReplay();
        replay.Apply(await service.Client.GetJsonAsync("/events?limit=1000"));

        Assert.Equal(
            await original.QueryAsync("SELECT id, COALESCE(linkedid, id) FROM contact WHERE deletedat IS NULL ORDER BY id"),
            replay.PrimaryOf.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}|{pair.Value}"));
        Assert.EndsWith(
            """
            "links":[{"from":2,"to":1,"by":["phoneNumber"],"at":"T","eventId":2},{"from":3,"to":1,"by":["unrecorded"],"at":null,"eventId":null},{"from":4,"to":1,"by":["unrecorded"],"at":null,"eventId":null},{"from":5,"to":1,"by":["email"],"at":"T","eventId":14}]}
            """.Trim(),
            await service.Client.GetJsonAsync("/contacts/1/explanation"),
            StringComparison.Ordinal);
        Assert.Contains("\"type\":\"contact.linked\"", await service.Client.GetJsonAsync("/contacts/5/history"), StringComparison.Ordinal);
        await service.Client.IdentifyAsync("new@example.com", null);
        Assert.EndsWith("""{"id":15,"type":"contact.created","time":"T","contactId":18,"data":{}}],"next":15}""", await service.Client.GetJsonAsync("/events"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_WhenACustomerWouldBeTooLarge_SharesTheValue()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        original.Settings["Identification:MaxContactsPerCustomer"] = "4";

        var (_, report) = await original.AdoptAsync();

        Assert.Contains("Held by (1): 1 (email)", report, StringComparison.Ordinal);
        Assert.Equal(["1|anna@example.com||too many contacts|False"], await original.QueryAsync("SELECT id, email, phonenumber, reason, istakenapart FROM sharedidentifier"));
        await using var service = await FluxKartService.StartAsync(original.Settings);
        Assert.Contains("\"secondaryContactIds\":[5]", await service.Client.GetJsonAsync("/contacts/4"), StringComparison.Ordinal);
        Assert.Contains("\"type\":\"identifier.shared\"", await service.Client.GetJsonAsync("/events?limit=1000"), StringComparison.Ordinal);
        await service.Client.PostJsonAsync("/shared-identifiers", """{"email":"x@example.com"}""", HttpStatusCode.Created);
        Assert.Equal(["2"], await original.QueryAsync("SELECT max(id) FROM sharedidentifier"));
    }

    [Fact]
    public async Task Adopt_WhenARegionIsConfigured_NormalisesWithIt()
    {
        await using var original = await OriginalServiceDatabase.CreateEmptyAsync(Database);
        await original.ExecuteAsync("INSERT INTO contact (phonenumber, linkprecedence) VALUES ('9876543210', 'primary'), ('+91 98765 43210', 'primary')");

        await original.AdoptAsync("--Identification:DefaultRegion=IN");

        Assert.Equal(["1|+919876543210|", "2|+919876543210|1"], await original.QueryAsync("SELECT id, phonenumber, linkedid FROM contact ORDER BY id"));
    }

    [Fact]
    public async Task Adopt_WhenAZoneIsGiven_ReadsTheTimesInIt()
    {
        await using var original = await OriginalServiceDatabase.CreateEmptyAsync(Database);
        // The third time was skipped, and the fourth came twice.
        await original.ExecuteAsync(
            """
            INSERT INTO contact (email, linkprecedence, createdat, deletedat) VALUES
            ('a@example.com', 'primary', '2020-01-01 12:00', NULL), ('b@example.com', 'primary', '2020-07-01 12:00', NULL),
            ('c@example.com', 'primary', '2020-03-29 02:30', NULL), ('d@example.com', 'primary', '2020-10-25 02:30', NULL),
            ('e@example.com', 'primary', '-infinity', NULL), ('f@example.com', 'primary', '0044-03-15 BC', 'infinity')
            """);

        await original.AdoptAsync("--time-zone", "europe/berlin");

        Assert.Equal(
            ["2020-01-01 11:00", "2020-07-01 10:00", "2020-03-29 01:30", "2020-10-25 01:30"],
            await original.QueryAsync($"SELECT {Minute("createdat")} FROM contact WHERE id < 5 ORDER BY id"));
        await using var service = await FluxKartService.StartAsync(original.Settings);
        await service.Client.GetJsonAsync("/contacts/5/records");
        Assert.Equal(HttpStatusCode.Gone, await StatusOfAsync(service, 6));
    }

    [Fact]
    public async Task Adopt_WhenIndexesHaveTheServicesNames_RenamesThem()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        await original.ExecuteAsync("CREATE INDEX ix_contact_phonenumber ON contact (phonenumber); CREATE INDEX by_email ON contact (email)");

        await original.AdoptAsync();

        Assert.Equal(
            ["by_email", "contact_original_pkey", "ix_contact_original_phonenumber"],
            await original.QueryAsync("SELECT indexname FROM pg_indexes WHERE tablename = 'contact_original' ORDER BY 1"));
        Assert.Equal(["17|18"], await original.QueryAsync("SELECT max(id), nextval('contact_original_id_seq') FROM contact_original"));
    }

    [Fact]
    public async Task Adopt_Always_LeavesTheSchemaAndStatisticsOfAMigratedDatabase()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);

        await original.AdoptAsync();

        const string definitions =
            """
            SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'contact_original'
            UNION ALL
            SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'contact_original'
            ORDER BY 1
            """;
        Assert.Equal(await Database.QueryAsync(definitions, row => row.GetString(0)), await original.QueryAsync(definitions));
        Assert.Equal(
            ["contact", "event", "eventcontact", "ix_contact_customer"],
            await original.QueryAsync("SELECT DISTINCT tablename::text FROM pg_stats WHERE schemaname = 'public' ORDER BY 1"));
        var (exitCode, _, error) = await ServiceProcess.RunAsync(original.Settings, "migrate");
        Assert.Equal((0, ""), (exitCode, error));
    }

    private static string Minute(string column) => $"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')";

    private static async Task<string> DescribeAsync(OriginalServiceDatabase original)
    {
        await using var connection = await original.OpenAsync();
        return $"PostgreSQL, {connection.Host}:{connection.Port}/{connection.Database}";
    }

    private static async Task<HttpStatusCode> StatusOfAsync(FluxKartService service, long id)
    {
        using var response = await service.Client.GetAsync($"/contacts/{id}", Cancellation);
        return response.StatusCode;
    }
}
