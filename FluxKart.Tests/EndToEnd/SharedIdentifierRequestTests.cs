using System.Net;
using System.Text;
using System.Text.Json;
using FluxKart.Api.Application.SharedIdentifiers;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Domain;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Requests about shared identifiers, from the wire to the service that keeps them, and its results back to the wire.</summary>
public sealed class SharedIdentifierRequestTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    private const string PhoneJson = """{"id":3,"phoneNumber":"123456","reason":null,"takenApart":true,"createdAt":"T"}""";

    private readonly Mock<ISharedIdentifierService> marks = new(MockBehavior.Strict);
    private FluxKartService? service;

    private HttpClient Client => service!.Client;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        service = await FluxKartService.StartAsync(Database.Configuration, builder => builder.Services.AddSingleton(marks.Object));
    }

    public override async ValueTask DisposeAsync()
    {
        await service!.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task List_WhenThereAreMore_ReturnsTheNextCursor()
    {
        marks
            .Setup(service => service.ListAsync(0, 2, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new SharedIdentifierPage(
                [Mark(1, Parsed.Email("info@example.com"), "a mailbox"), Mark(3, Parsed.Phone("123456"))], 3));
        marks
            .Setup(service => service.ListAsync(3, 50, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new SharedIdentifierPage([], null));

        var page = await Client.GetJsonAsync("/shared-identifiers?limit=2");
        var next = JsonDocument.Parse(page).RootElement.GetProperty("next").GetString();

        Assert.Equal(
            $$"""{"sharedIdentifiers":[{"id":1,"email":"info@example.com","reason":"a mailbox","takenApart":true,"createdAt":"T"},{{PhoneJson}}],"next":"{{next}}"}""",
            page);
        Assert.Equal("""{"sharedIdentifiers":[],"next":null}""", await Client.GetJsonAsync($"/shared-identifiers?after={next}"));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("after=x", "after")]
    [InlineData("after=", "after")]
    public async Task List_WhenAParameterIsInvalid_ReportsIt(string query, string field)
    {
        using var response = await Client.GetAsync($"/shared-identifiers?{query}", Cancellation);

        var errors = (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.Equal(field, Assert.Single(errors.EnumerateObject()).Name);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.Created, "/shared-identifiers/3")]
    [InlineData(false, HttpStatusCode.OK, null)]
    public async Task Mark_WhenItIsDone_ReturnsTheMarkAndTheParts(bool isNew, HttpStatusCode status, string? location)
    {
        var part = new CustomerSnapshot(4, [], [Parsed.Phone("123456")], []);
        marks
            .Setup(service => service.MarkAsync(
                new MarkRequest(Parsed.Phone("123456"), "a family", true, false, null), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Marking(Mark(3, Parsed.Phone("123456")), isNew, [part]));

        using var response = await PostAsync("", """{"phoneNumber":"12-34 56","reason":"a family","takeApart":true}""");

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(location, response.Headers.Location?.OriginalString);
        Assert.Equal(
            $$"""{"sharedIdentifier":{{PhoneJson}},"customers":[{"primaryContactId":4,"emails":[],"phoneNumbers":["123456"],"secondaryContactIds":[]}]}""",
            HttpExtensions.WithoutTimes(await response.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task Mark_WhenItIsADryRun_Returns200WithoutAnId()
    {
        marks
            .Setup(service => service.MarkAsync(
                new MarkRequest(Parsed.Email("info@example.com"), null, false, true, null), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Marking(new SharedIdentifier(Parsed.Email("info@example.com"), null, isTakenApart: false), true, []));

        using var response = await PostAsync("?dryRun=true", """{"email":"info@example.com"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Headers.Location);
        Assert.Equal(
            """{"sharedIdentifier":{"id":0,"email":"info@example.com","reason":null,"takenApart":false,"createdAt":null},"customers":[]}""",
            await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("", "{}", """{"email":["Send an email or a phoneNumber; neither was given."],"phoneNumber":["Send an email or a phoneNumber; neither was given."]}""")]
    [InlineData("?dryRun=", """{"email":"a@example.com"}""", """{"dryRun":["Send true or false."]}""")]
    [InlineData("", """{"email":"a@example.com","takeApart":1}""", """{"takeApart":["Send true or false."]}""")]
    public async Task Mark_WhenTheRequestIsInvalid_ReportsEveryField(string query, string body, string errors)
    {
        using var response = await PostAsync(query, body);

        Assert.Equal(errors, (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors").GetRawText());
    }

    [Fact]
    public async Task Unmark_WhenTheMarkExists_Returns204()
    {
        marks.Setup(service => service.UnmarkAsync(3, false, It.IsAny<CancellationToken>())).ReturnsAsync(Mark(3, Parsed.Email("a@example.com")));

        using var response = await Client.DeleteAsync("/shared-identifiers/3", Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task Unmark_WhenThereIsNoSuchMark_Returns404()
    {
        marks.Setup(service => service.UnmarkAsync(3, false, It.IsAny<CancellationToken>())).ReturnsAsync((SharedIdentifier?)null);

        using var response = await Client.DeleteAsync("/shared-identifiers/3", Cancellation);

        Assert.Equal(
            "There is no shared identifier 3.",
            (await response.ReadProblemAsync(HttpStatusCode.NotFound)).GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("dryRun=")]
    [InlineData("dryRun=maybe")]
    [InlineData("dryRun=true&dryRun=true")]
    public async Task Unmark_WhenDryRunIsInvalid_Returns400AndDeletesNothing(string query)
    {
        using var response = await Client.DeleteAsync($"/shared-identifiers/3?{query}", Cancellation);

        await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        marks.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("/shared-identifiers/0")]
    [InlineData("/shared-identifiers/x")]
    [InlineData("/shared-identifiers/9223372036854775808")]
    public async Task Unmark_WhenThePathIdIsNotAnId_Returns404(string path)
    {
        using var response = await Client.DeleteAsync(path, Cancellation);

        await response.ReadProblemAsync(HttpStatusCode.NotFound);
    }

    private static SharedIdentifier Mark(long id, Identifier identifier, string? reason = null)
    {
        var mark = new SharedIdentifier(identifier, reason, isTakenApart: true);
        mark.MarkInserted(id, new DateTime(2026, 11, 26, 9, 0, 0, DateTimeKind.Utc));
        return mark;
    }

    private Task<HttpResponseMessage> PostAsync(string query, string body) =>
        Client.PostAsync($"/shared-identifiers{query}", new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);
}
