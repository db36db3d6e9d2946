using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The feed of the contract's section 6, with literal responses. Times are replaced by T.</summary>
public abstract class EventsTests(TestDatabase database) : ServiceTests(database)
{
    private const string Created1 = """{"id":1,"type":"contact.created","time":"T","contactId":1,"data":{}}""";
    private const string Created2 = """{"id":2,"type":"contact.created","time":"T","contactId":2,"data":{}}""";

    private const string Linked3 =
        """{"id":3,"type":"contact.linked","time":"T","contactId":2,"data":{"secondaryContactId":3,"matchedBy":{"email":2}}}""";

    private const string Merged4 =
        """{"id":4,"type":"contact.merged","time":"T","contactId":1,"data":{"mergedContactIds":[2],"movedContactIds":[2,3],"matchedBy":{"email":1,"phoneNumber":3}}}""";

    [Fact]
    public async Task Read_WhenThereAreNoEvents_ReturnsThePositionToGoOnFrom()
    {
        Assert.Equal("""{"events":[],"next":0}""", await Client.GetJsonAsync("/events"));
        Assert.Equal("""{"events":[],"next":7}""", await Client.GetJsonAsync("/events?after=7"));
    }

    [Fact]
    public async Task Read_Always_ReturnsTheEventsInOrder()
    {
        await CauseEventsAsync();

        Assert.Equal($$"""{"events":[{{Created1}},{{Created2}},{{Linked3}},{{Merged4}}],"next":4}""", await Client.GetJsonAsync("/events"));
    }

    [Fact]
    public async Task Read_WhenItGoesOn_ReturnsWhatComesAfter()
    {
        await CauseEventsAsync();

        Assert.Equal($$"""{"events":[{{Created1}},{{Created2}}],"next":2}""", await Client.GetJsonAsync("/events?limit=2"));
        Assert.Equal($$"""{"events":[{{Linked3}},{{Merged4}}],"next":4}""", await Client.GetJsonAsync("/events?limit=2&after=2"));
        Assert.Equal("""{"events":[],"next":4}""", await Client.GetJsonAsync("/events?limit=2&after=4"));
    }

    [Fact]
    public async Task Read_WhenTypesAreGiven_ReturnsOnlyTheseAndSkipsTheOthers()
    {
        await CauseEventsAsync();

        Assert.Equal($$"""{"events":[{{Linked3}},{{Merged4}}],"next":4}""", await Client.GetJsonAsync("/events?types=contact.merged,contact.linked"));
        Assert.Equal($$"""{"events":[{{Created1}}],"next":1}""", await Client.GetJsonAsync("/events?types=contact.created&limit=1"));
        Assert.Equal($$"""{"events":[{{Created2}}],"next":4}""", await Client.GetJsonAsync("/events?types=contact.created&after=1"));
    }

    [Fact]
    public async Task Read_OfTheNewest_ReturnsTheEndInOrderAndThePositionToGoOnFrom()
    {
        Assert.Equal("""{"events":[],"next":0}""", await Client.GetJsonAsync("/events?newest=true"));
        await CauseEventsAsync();

        Assert.Equal($$"""{"events":[{{Linked3}},{{Merged4}}],"next":4}""", await Client.GetJsonAsync("/events?newest=true&limit=2"));
        Assert.Equal(
            $$"""{"events":[{{Created1}},{{Created2}},{{Linked3}},{{Merged4}}],"next":4}""", await Client.GetJsonAsync("/events?newest=true"));
        Assert.Equal(
            $$"""{"events":[{{Created2}}],"next":4}""", await Client.GetJsonAsync("/events?newest=true&limit=1&types=contact.created"));
        Assert.Equal("""{"events":[],"next":4}""", await Client.GetJsonAsync("/events?newest=true&types=contact.split"));
    }

    [Fact]
    public async Task Read_WhenRequestsChangeNothing_HasNoEventForThem()
    {
        await Client.IdentifyAsync("a@example.com", "1");
        await Client.IdentifyAsync("a@example.com", "1");
        await Client.IdentifyAsync(null, "1");

        Assert.Equal($$"""{"events":[{{Created1}}],"next":1}""", await Client.GetJsonAsync("/events"));
    }

    [Theory]
    [InlineData("after=-1", "after", "Send the id of an event, or leave it out to begin with the first event.")]
    [InlineData("after=x", "after", "Send a whole number.")]
    [InlineData("newest=true&after=1", "newest", "Send either newest or after.")]
    [InlineData("newest=x", "newest", "Send true or false.")]
    [InlineData("limit=0", "limit", "Send a whole number from 1 to 1000.")]
    [InlineData("limit=1001", "limit", "Send a whole number from 1 to 1000.")]
    [InlineData("types=", "types", "Send types separated by commas, or leave it out for all. The types are contact.created, contact.linked, contact.merged, contact.split, contact.removed, contact.erased, contact.link_refused, identifier.shared, identifier.unshared.")]
    [InlineData("types=contact.created,x", "types", "Send types separated by commas, or leave it out for all. The types are contact.created, contact.linked, contact.merged, contact.split, contact.removed, contact.erased, contact.link_refused, identifier.shared, identifier.unshared.")]
    public async Task Read_WhenAParameterIsInvalid_Returns400AndSaysHowToFixIt(string query, string field, string error)
    {
        foreach (var accepted in new[] { "application/json", "text/event-stream" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/events?{query}");
            request.Headers.Accept.ParseAdd(accepted);
            using var response = await Client.SendAsync(request, Cancellation);
            var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);

            Assert.Equal(error, problem.GetProperty("errors").GetProperty(field)[0].GetString());
        }
    }

    [Fact]
    public async Task Stream_WhenEventsAreStored_SendsThemAndThenEachNewOne()
    {
        await Client.IdentifyAsync("a@example.com", "1");
        await using var stream = await OpenAsync("/events");

        Assert.Equal(("1", "contact.created", Created1), await stream.NextAsync());
        await Client.IdentifyAsync("b@example.com", "2");
        Assert.Equal(("2", "contact.created", Created2), await stream.NextAsync());
        await Client.IdentifyAsync("b@example.com", "3");
        Assert.Equal(("3", "contact.linked", Linked3), await stream.NextAsync());
    }

    [Fact]
    public async Task Stream_WhenAnotherReplicaWrites_SendsItsEvents()
    {
        await using var replica = await FluxKartService.StartAsync(Database.Configuration);
        await using var stream = await OpenAsync("/events");

        await replica.Client.IdentifyAsync("a@example.com", "1");
        Assert.Equal(("1", "contact.created", Created1), await stream.NextAsync());
        await replica.Client.IdentifyAsync("b@example.com", "2");
        Assert.Equal(("2", "contact.created", Created2), await stream.NextAsync());
    }

    [Fact]
    public async Task Stream_WhenTypesAreGiven_SendsOnlyThese()
    {
        await CauseEventsAsync();
        await using var stream = await OpenAsync("/events?types=contact.merged");

        Assert.Equal(("4", "contact.merged", Merged4), await stream.NextAsync());
        await Client.IdentifyAsync("x@example.com", "7");
        await Client.IdentifyAsync("y@example.com", "8");
        await Client.IdentifyAsync("x@example.com", "8");
        Assert.Equal("7", (await stream.NextAsync()).Id);
    }

    [Fact]
    public async Task Stream_WhenLastEventIdIsSent_BeginsAfterItWhateverAfterSays()
    {
        await CauseEventsAsync();
        await using var fromHeader = await OpenAsync("/events?after=1", lastEventId: "3");
        await using var fromQuery = await OpenAsync("/events?after=2");

        Assert.Equal("4", (await fromHeader.NextAsync()).Id);
        Assert.Equal("3", (await fromQuery.NextAsync()).Id);
    }

    [Fact]
    public async Task Stream_OfTheNewest_BeginsWithTheEndAndGoesOn()
    {
        await CauseEventsAsync();
        await using var stream = await OpenAsync("/events?newest=true&limit=2");
        await using var again = await OpenAsync("/events?newest=true&limit=1", lastEventId: "2");

        Assert.Equal("3", (await stream.NextAsync()).Id);
        Assert.Equal(("4", "contact.merged", Merged4), await stream.NextAsync());
        Assert.Equal("3", (await again.NextAsync()).Id);
        await Client.IdentifyAsync("x@example.com", "7");
        Assert.Equal("5", (await stream.NextAsync()).Id);
    }

    [Fact]
    public async Task Stream_WhenLastEventIdIsNoNumber_Returns400()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Add("Last-Event-ID", "seven");
        using var response = await Client.SendAsync(request, Cancellation);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal("Send a whole number.", problem.GetProperty("errors").GetProperty("Last-Event-ID")[0].GetString());
    }

    [Fact]
    public async Task Stream_WhenTheServiceStops_Ends()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        await using var stream = await OpenAsync("/events", service.Client);

        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await stream.ReadToEndAsync();
    }

    /// <summary>Two new customers, a contact of the second one, and a merge.</summary>
    private async Task CauseEventsAsync()
    {
        await Client.IdentifyAsync("a@example.com", "1");
        await Client.IdentifyAsync("b@example.com", "2");
        await Client.IdentifyAsync("b@example.com", "3");
        await Client.IdentifyAsync("a@example.com", "3");
    }

    private Task<EventStream> OpenAsync(string path, string? lastEventId = null) => OpenAsync(path, Client, lastEventId);

    private static async Task<EventStream> OpenAsync(string path, HttpClient client, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventStream(response, await response.Content.ReadAsStreamAsync(Cancellation));
    }

    private sealed class EventStream(HttpResponseMessage response, Stream body) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<string>> items =
            SseParser.Create(body).EnumerateAsync(Cancellation).GetAsyncEnumerator(Cancellation);

        public async Task<(string? Id, string Type, string Data)> NextAsync()
        {
            Assert.True(await items.MoveNextAsync());
            return (items.Current.EventId, items.Current.EventType, HttpExtensions.WithoutTimes(items.Current.Data));
        }

        public async Task ReadToEndAsync()
        {
            while (await items.MoveNextAsync())
            {
            }
        }

        public async ValueTask DisposeAsync()
        {
            response.Dispose();
            await body.DisposeAsync();
        }
    }

    public sealed class OnSqlite(SqliteDatabase database) : EventsTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : EventsTests(database), IClassFixture<PostgresDatabase>;
}
