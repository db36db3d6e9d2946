using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Requests for a separation that cannot be calculated.</summary>
public sealed class SeparationRequestTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    [Theory]
    [InlineData("/contacts/1/separation", "Send the id of another contact of the customer.")]
    [InlineData("/contacts/1/separation?to=1", "Send the id of another contact of the customer.")]
    [InlineData("/contacts/99/separation?to=99", "Send the id of another contact of the customer.")]
    [InlineData("/contacts/1/separation?to=", "Send a whole number.")]
    [InlineData("/contacts/1/separation?to=two", "Send a whole number.")]
    [InlineData("/contacts/1/separation?to=2&to=3", "Send this parameter once.")]
    public async Task Separate_WhenToIsInvalid_SaysHowToFixIt(string path, string error)
    {
        using var response = await GetAsync(path);

        var errors = (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.Equal($$"""{"to":["{{error}}"]}""", errors.GetRawText());
    }

    [Theory]
    [InlineData("/contacts/1/separation?to=2", HttpStatusCode.NotFound, "Contacts 1 and 2 are not one customer.")]
    [InlineData("/contacts/1/separation?to=99", HttpStatusCode.NotFound, "Contacts 1 and 99 are not one customer.")]
    [InlineData("/contacts/99/separation?to=1", HttpStatusCode.NotFound, "There is no contact 99.")]
    [InlineData("/contacts/3/separation?to=1", HttpStatusCode.Gone, "Contact 3 has been erased or removed.")]
    public async Task Separate_WhenTheTwoAreNotOneCustomer_SaysSo(string path, HttpStatusCode status, string detail)
    {
        using var response = await GetAsync(path);

        Assert.Equal(detail, (await response.ReadProblemAsync(status)).GetProperty("detail").GetString());
    }

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        await service.Client.IdentifyAsync("a@example.com", null);
        await service.Client.IdentifyAsync("b@example.com", null);
        await service.Client.IdentifyAsync("c@example.com", null);
        using var erasure = await service.Client.DeleteAsync("/contacts/3", Cancellation);
        return await service.Client.GetAsync(path, Cancellation);
    }
}
