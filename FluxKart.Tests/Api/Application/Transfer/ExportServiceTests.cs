using System.IO.Pipelines;
using System.Text;
using FluxKart.Api.Application.Transfer;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using Moq;

namespace FluxKart.Tests.Api.Application.Transfer;

/// <summary>What an export writes when contacts change their customer between its reads.</summary>
public sealed class ExportServiceTests
{
    private static readonly string[] Moves = ["contact.merged", "contact.split", "contact.removed"];

    private readonly Mock<IContactDirectory> contacts = new(MockBehavior.Strict);
    private readonly Mock<IEventLog> events = new(MockBehavior.Strict);

    [Fact]
    public async Task WriteAsync_WhenAContactMovesForwards_WritesItOnce()
    {
        Pages([.. Primaries(1, 2000)], [Secondary(7, of: 2001), Primary(2001)]);
        Events(newest: [10, 11], pages: [([Moved(11, 7)], 11), ([], 11)]);
        Named([7, 2001], Primary(2001), Secondary(7, of: 2001));

        Assert.Equal([.. Numbers(1, 2000), "2001,2001"], await ExportAsync());
    }

    [Fact]
    public async Task WriteAsync_WhenAContactMovesBackwards_WritesItAtTheEnd()
    {
        Pages([.. Primaries(1, 2000)], [Primary(2001)]);
        Events(newest: [10, 11], pages: [([Moved(11, 2002)], 11), ([], 11)]);
        Named([2001, 2002], Primary(2001), Secondary(2002, of: 5));

        Assert.Equal([.. Numbers(1, 2001), "5,2002"], await ExportAsync());
    }

    // The rest of a customer gets another place when its primary is removed, and the event names only its new primary.
    [Fact]
    public async Task WriteAsync_WhenAPrimaryIsRemoved_ReadsWhatIsLeftOfItsCustomer()
    {
        Pages([Primary(3)]);
        Events(newest: [10, 11], pages: [([Removed(11, 9, left: 1)], 11), ([], 11)]);
        Named([1, 9], Primary(1), Secondary(2, of: 1));

        Assert.Equal(["3,3", "1,1", "1,2"], await ExportAsync());
    }

    [Fact]
    public async Task WriteAsync_WhenMoreMovesWhileItReadsTheMoved_ReadsThemToo()
    {
        Pages([Primary(3)]);
        Events(newest: [10, 11], pages: [([Removed(11, 9, left: 1)], 11), ([Moved(12, 2)], 12), ([], 12)]);
        Named([1, 9], Primary(1));
        Named([2001, 2], Secondary(2, of: 2001));

        Assert.Equal(["3,3", "1,1", "2001,2"], await ExportAsync());
    }

    // A read skips a limited number of events of other types.
    [Fact]
    public async Task WriteAsync_WhenAPageOfTheFeedIsEmpty_ReadsOnUpToTheNewestEvent()
    {
        Pages([Primary(3)]);
        Events(newest: [10, 30_000], pages: [([], 20_010), ([Moved(29_000, 2)], 30_000), ([], 30_000)]);
        Named([2001, 2], Secondary(2, of: 1));

        Assert.Equal(["3,3", "1,2"], await ExportAsync());
    }

    [Fact]
    public async Task WriteAsync_WhenNothingIsStored_WritesTheHeader()
    {
        Pages([[]]);
        Events(newest: [0, 0], pages: [([], 0)]);

        Assert.Empty(await ExportAsync());
    }

    [Fact]
    public async Task WriteAsync_WhenTheFirstReadFails_WritesNothing()
    {
        events.Setup(log => log.ReadNewestIdAsync(It.IsAny<CancellationToken>())).ReturnsAsync(0);
        contacts
            .Setup(directory => directory.ListAsync(null, It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StoreUnavailableException(new TimeoutException()));
        using var output = new MemoryStream();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(output));

        Assert.Equal(0, output.Length);
    }

    /// <summary>The columns customer and id of what is written, line by line.</summary>
    private async Task<List<string>> ExportAsync()
    {
        using var output = new MemoryStream();
        var count = await WriteAsync(output);
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split("\r\n");
        Assert.StartsWith("customer,id,", lines[0], StringComparison.Ordinal);
        Assert.Equal("", lines[^1]);
        Assert.Equal(lines.Length - 2, count);
        return [.. lines[1..^1].Select(line => string.Join(',', line.Split(',')[..2]))];
    }

    private Task<long> WriteAsync(Stream output) => new ExportService(contacts.Object, events.Object)
        .WriteAsync(new CsvFormat(isForSpreadsheets: false), PipeWriter.Create(output), TestContext.Current.CancellationToken);

    private void Pages(params Contact[][] pages)
    {
        Contact? last = null;
        foreach (var page in pages)
        {
            var after = last;
            contacts
                .Setup(directory => directory.ListAsync(after, 2000, It.IsAny<CancellationToken>()))
                .ReturnsAsync(page);
            last = page.LastOrDefault();
        }
    }

    private void Events(long[] newest, (RecordedEvent[] Events, long Position)[] pages)
    {
        var newestIds = events.SetupSequence(log => log.ReadNewestIdAsync(It.IsAny<CancellationToken>()));
        foreach (var id in newest)
            newestIds.ReturnsAsync(id);
        var reads = events.SetupSequence(log => log.ReadAsync(
            It.IsAny<long>(), Moves, It.IsAny<int>(), It.IsAny<CancellationToken>()));
        foreach (var (page, position) in pages)
            reads.ReturnsAsync(new EventPage(page, position));
    }

    private void Named(long[] ids, params Contact[] found) => contacts
        .Setup(directory => directory.ListNamedAsync(
            It.Is<IReadOnlyCollection<long>>(named => named.Order().SequenceEqual(ids.Order())), It.IsAny<CancellationToken>()))
        .ReturnsAsync(found);

    private static RecordedEvent Moved(long id, long contactId) =>
        new(id, EventTypes.ContactMerged, default, 2001, new EventData { MovedContactIds = [contactId] });

    private static RecordedEvent Removed(long id, long contactId, long left) =>
        new(id, EventTypes.ContactRemoved, default, left, new EventData { RemovedContactIds = [contactId], Customers = [left] });

    private static IEnumerable<Contact> Primaries(int first, int last) => Enumerable.Range(first, last - first + 1).Select(id => Primary(id));

    private static IEnumerable<string> Numbers(int first, int last) => Enumerable.Range(first, last - first + 1).Select(id => $"{id},{id}");

    private static Contact Primary(long id) => Contact.FromStored(new StoredContact(id, null, null, null, LinkPrecedence.Primary, default));

    private static Contact Secondary(long id, long of) =>
        Contact.FromStored(new StoredContact(id, null, null, of, LinkPrecedence.Secondary, default));
}
