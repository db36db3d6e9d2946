using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>A change by hand takes the same number of statements, however many contacts the customer has.</summary>
public abstract class ChangeStatementTests(TestDatabase database) : DatabaseTests(database)
{
    private readonly StatementRecorder recorder = new();

    [Theory]
    [InlineData("split")]
    [InlineData("merge")]
    [InlineData("remove")]
    [InlineData("takeApart")]
    [InlineData("erase")]
    public async Task Change_WhenTheCustomerHasAThousandContacts_TakesAFixedNumberOfStatements(string change)
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration, builder => recorder.AddTo(builder.Services));
        // The first change opens the connections.
        await CountAsync(service, change, 10);

        var few = await CountAsync(service, change, 100);
        var many = await CountAsync(service, change, 1000);

        Assert.Equal(few, many);
        Assert.InRange(many, 1, 30);
    }

    private async Task<int> CountAsync(FluxKartService service, string change, int contacts)
    {
        await Database.EmptyAsync();
        await service.Client.IdentifyAsync("other@example.com", "5552");
        // Customer 2, with a mark, and with a contact that came off it and is kept apart from it.
        await Database.ExecuteAsync(
            $"""
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {contacts})
            INSERT INTO contact (email, phonenumber, linkedid, linkprecedence)
            SELECT 'e' || n || '@example.com', '5551', CASE WHEN n = 1 THEN NULL ELSE 2 END, CASE WHEN n = 1 THEN 'primary' ELSE 'secondary' END
            FROM number
            """);
        await service.Client.PostJsonAsync("/shared-identifiers", """{"email":"e1@example.com"}""", HttpStatusCode.Created);
        await service.Client.PostJsonAsync($"/contacts/2/split", $$"""{"contactIds":[{{contacts + 1}}]}""");
        using var unmarked = await service.Client.DeleteAsync("/shared-identifiers/2", Cancellation);
        var half = $$"""{"contactIds":[{{string.Join(',', Enumerable.Range(3, contacts / 2))}}]}""";
        recorder.Statements.Clear();

        using var response = await (change switch
        {
            "split" => service.Client.PostAsync("/contacts/2/split", half),
            "merge" => service.Client.PostAsync("/contacts/1/merge", """{"contactId":2}"""),
            "remove" => service.Client.PostAsync("/contacts/2/remove", half),
            "takeApart" => service.Client.PostAsync("/shared-identifiers", """{"phoneNumber":"5551","takeApart":true}"""),
            _ => service.Client.DeleteAsync("/contacts/2", Cancellation),
        });

        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        return recorder.Statements.Count;
    }

    public sealed class OnSqlite(SqliteDatabase database) : ChangeStatementTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ChangeStatementTests(database), IClassFixture<PostgresDatabase>;
}
