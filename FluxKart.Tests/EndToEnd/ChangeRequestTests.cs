using System.Net;
using System.Text;
using FluxKart.Api.Application.Customers;
using FluxKart.Domain.Customers;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Domain;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Requests for changes by hand, from the wire to the service that makes the change, and its outcomes back to the wire.</summary>
public sealed class ChangeRequestTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    private const string OneJson = """{"primaryContactId":1,"emails":["a@example.com"],"phoneNumbers":["123456"],"secondaryContactIds":[2]}""";
    private const string OtherJson = """{"primaryContactId":5,"emails":[],"phoneNumbers":["123456"],"secondaryContactIds":[7]}""";

    private static readonly CustomerSnapshot One = new(1, [Parsed.Email("a@example.com")], [Parsed.Phone("123456")], [2]);
    private static readonly CustomerSnapshot Other = new(5, [], [Parsed.Phone("123456")], [7]);

    private static readonly long[] SevenAndFive = [7, 5];
    private static readonly long[] Three = [3];

    private readonly Mock<ICustomerChanges> changes = new(MockBehavior.Strict);
    private FluxKartService? service;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        service = await FluxKartService.StartAsync(
            Database.Configuration, builder => builder.Services.AddSingleton(changes.Object));
    }

    public override async ValueTask DisposeAsync()
    {
        await service!.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("", """{"contactIds":[7,5]}""", null, true, false)]
    [InlineData("?dryRun=true", """{"contactIds":[7,5],"keepApart":false,"reason":"an undone merge"}""", "an undone merge", false, true)]
    [InlineData("?dryRun=false", """{"ContactIds":[7,5],"REASON":" ","keepapart":null,"note":1}""", null, true, false)]
    public async Task Split_WhenItIsDone_ReturnsBothCustomers(string query, string body, string? reason, bool keepApart, bool isDryRun)
    {
        changes
            .Setup(service => service.SplitAsync(
                new ChangeRequest(2, reason, isDryRun, null), SevenAndFive, keepApart, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CustomerChange(ChangeOutcome.Done, 0, [One, Other]));

        using var response = await PostAsync($"/contacts/2/split{query}", body);

        Assert.Equal($$"""{"kept":{{OneJson}},"spawned":{{OtherJson}}}""", await ReadAsync(response));
    }

    [Fact]
    public async Task Merge_WhenItIsDone_ReturnsTheCustomer()
    {
        changes
            .Setup(service => service.MergeAsync(new ChangeRequest(2, "one person", true, null), 5, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CustomerChange(ChangeOutcome.Done, 0, [One]));

        using var response = await PostAsync("/contacts/2/merge?dryRun=true", """{"contactId":5,"reason":"one person"}""");

        Assert.Equal($$"""{"contact":{{OneJson}}}""", await ReadAsync(response));
    }

    [Fact]
    public async Task Remove_WhenItIsDone_ReturnsWhatIsLeft()
    {
        changes
            .Setup(service => service.RemoveAsync(new ChangeRequest(2, null, false, null), Three, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CustomerChange(ChangeOutcome.Done, 0, [One, Other]));

        using var response = await PostAsync("/contacts/2/remove", """{"contactIds":[3]}""");

        Assert.Equal($$"""{"customers":[{{OneJson}},{{OtherJson}}]}""", await ReadAsync(response));
    }

    [Fact]
    public async Task Remove_WhenNothingIsLeft_ReturnsNoCustomers()
    {
        Return(new CustomerChange(ChangeOutcome.Done, 0, []));

        using var response = await PostAsync("/contacts/2/remove", """{"contactIds":[2]}""");

        Assert.Equal("""{"customers":[]}""", await ReadAsync(response));
    }

    [Theory]
    [InlineData(ChangeOutcome.NotFound, HttpStatusCode.NotFound, "There is no contact 9.")]
    [InlineData(ChangeOutcome.Gone, HttpStatusCode.Gone, "Contact 9 has been erased or removed.")]
    [InlineData(
        ChangeOutcome.NotOfCustomer,
        HttpStatusCode.Conflict,
        "Contact 9 does not belong to the customer of contact 2. Send only contacts that GET /contacts/2/records lists.")]
    public async Task Change_WhenItIsNotDone_SaysWhichContactIsInTheWay(ChangeOutcome outcome, HttpStatusCode status, string detail)
    {
        Return(new CustomerChange(outcome, 9, []));

        foreach (var (verb, body) in new[] { ("split", "contactIds\":[9]"), ("merge", "contactId\":9"), ("remove", "contactIds\":[9]") })
        {
            using var response = await PostAsync($"/contacts/2/{verb}", $"{{\"{body}}}");
            Assert.Equal(detail, (await response.ReadProblemAsync(status)).GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task Split_WhenNothingWouldBeLeft_ReportsTheField()
    {
        Return(new CustomerChange(ChangeOutcome.WholeCustomer, 2, []));

        using var response = await PostAsync("/contacts/2/split", """{"contactIds":[2,3]}""");

        Assert.Equal(
            """{"contactIds":["These are all contacts of the customer. Leave out at least one of them."]}""", await ErrorsAsync(response));
    }

    [Theory]
    [InlineData("/contacts/2/split", """{"contactIds":5,"reason":7,"keepApart":"no"}""", """{"contactIds":["Send an array of contact ids, such as [5, 7]."],"keepApart":["Send true or false."],"reason":["Send the reason as a JSON string of valid Unicode, or null."]}""")]
    [InlineData("/contacts/2/merge", """{"contactId":null}""", """{"contactId":["Send the id of a contact of the other customer: a whole number from 1 to 9223372036854775807."]}""")]
    [InlineData("/contacts/2/remove", """{"contactIds":[5,5]}""", """{"contactIds":["Send each contact id once."]}""")]
    [InlineData("/contacts/2/remove?dryRun=", """{"contactIds":[5]}""", """{"dryRun":["Send true or false."]}""")]
    [InlineData("/contacts/2/merge?dryRun=perhaps", """{"contactId":5}""", """{"dryRun":["Send true or false."]}""")]
    [InlineData("/contacts/2/split?dryRun=true&dryRun=true", """{"contactIds":[5]}""", """{"dryRun":["Send this parameter once."]}""")]
    [InlineData("/identify?dryRun=", """{"email":"a@example.com"}""", """{"dryRun":["Send true or false."]}""")]
    [InlineData("/identify?dryRun=true&dryRun=false", """{"email":"a@example.com"}""", """{"dryRun":["Send this parameter once."]}""")]
    public async Task Change_WhenTheRequestIsInvalid_ReportsEveryField(string path, string body, string errors)
    {
        using var response = await PostAsync(path, body);

        Assert.Equal(errors, await ErrorsAsync(response));
    }

    [Theory]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("""{"contactIds":[5],"contactIds":[7]}""", "contactIds")]
    [InlineData("""{"contactIds":[5],"ContactIds":[7]}""", "contactIds")]
    [InlineData("""{"contactIds":[5""", "contactIds")]
    [InlineData("""{"contactIds":[5],"keepApart":tru}""", "keepApart")]
    public async Task Split_WhenTheBodyCannotBeRead_ShowsAnExample(string body, string field)
    {
        using var response = await PostAsync("/contacts/2/split", body);

        var errors = (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.Contains("\"contactIds\": [5, 7]", errors.GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Split_WhenTheBodyIsLarge_ReadsAllOfIt()
    {
        var ids = string.Join(',', Enumerable.Range(1, 40_000));

        using var response = await PostAsync("/contacts/2/split", $$"""{"contactIds":[{{ids}}],"keepApart":1}""");

        Assert.Equal(
            """{"contactIds":["Send at most 1000 contact ids."],"keepApart":["Send true or false."]}""", await ErrorsAsync(response));
    }

    [Theory]
    [InlineData("/contacts/0/split")]
    [InlineData("/contacts/x/merge")]
    [InlineData("/contacts/1.5/remove")]
    [InlineData("/contacts/9223372036854775808/split")]
    public async Task Change_WhenThePathIdIsNotAnId_Returns404(string path)
    {
        using var response = await PostAsync(path, "{}");

        await response.ReadProblemAsync(HttpStatusCode.NotFound);
    }

    private void Return(CustomerChange change)
    {
        changes
            .Setup(service => service.SplitAsync(
                It.IsAny<ChangeRequest>(), It.IsAny<IReadOnlyCollection<long>>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(change);
        changes
            .Setup(service => service.MergeAsync(It.IsAny<ChangeRequest>(), It.IsAny<long>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(change);
        changes
            .Setup(service => service.RemoveAsync(
                It.IsAny<ChangeRequest>(), It.IsAny<IReadOnlyCollection<long>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(change);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) =>
        service!.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);

    private static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {body}");
        return body;
    }

    // In order of the fields' names: the service promises no order.
    private static async Task<string> ErrorsAsync(HttpResponseMessage response)
    {
        var errors = (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors").EnumerateObject()
            .OrderBy(error => error.Name, StringComparer.Ordinal)
            .Select(error => $"\"{error.Name}\":{error.Value.GetRawText()}");
        return $"{{{string.Join(',', errors)}}}";
    }
}
