using System.Globalization;
using System.Text;
using FluxKart.Api.Application.Customers;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Application.SharedIdentifiers;
using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Operations.Demo;

/// <summary>Tells the story through the same services that requests use.</summary>
internal sealed class StoryTeller(
    IImportService imports,
    IIdentificationService identification,
    ICustomerQueries queries,
    ICustomerChanges changes,
    ISharedIdentifierService marks,
    TimeProvider clock)
{
    /// <exception cref="InvalidOperationException">An order has a value that the import does not take.</exception>
    public async Task ImportAsync(IEnumerable<PastOrder> orders, CancellationToken cancellationToken)
    {
        var file = Encoding.UTF8.GetBytes(ToCsv(orders));
        var request = new ImportRequest(() => new MemoryStream(file), new ReadingOptions(), IsDryRun: false);
        await imports.RunAsync(request, new StrictObserver(), cancellationToken);
    }

    /// <exception cref="InvalidOperationException">The step does not fit what has happened before it.</exception>
    public Task TellAsync(StoryStep step, CancellationToken cancellationToken) => step switch
    {
        StoryStep.Order order => identification.IdentifyAsync(Details(order.Email, order.PhoneNumber), cancellationToken),
        StoryStep.Split split => SplitAsync(split, cancellationToken),
        StoryStep.Merge merge => MergeAsync(merge, cancellationToken),
        StoryStep.Mark mark => marks.MarkAsync(
            new MarkRequest(Parse(mark.Value), mark.Reason, TakeApart: true, IsDryRun: false, Expected: null), cancellationToken),
        StoryStep.Remove remove => RemoveAsync(remove, cancellationToken),
        StoryStep.Erase erase => EraseAsync(erase, cancellationToken),
        _ => throw Misfit($"has a step of an unknown kind, {step.GetType().Name}"),
    };

    private async Task SplitAsync(StoryStep.Split split, CancellationToken cancellationToken)
    {
        var customer = await FindAsync(split.Values[0], cancellationToken);
        var identifiers = split.Values.Select(Parse).ToHashSet();
        var contactIds = IdsWhere(customer, contact => contact.Identifiers.Any(identifiers.Contains));
        Require(await changes.SplitAsync(By(customer, split.Reason), contactIds, split.KeepApart, cancellationToken));
    }

    private async Task MergeAsync(StoryStep.Merge merge, CancellationToken cancellationToken)
    {
        var customer = await FindAsync(merge.Value, cancellationToken);
        var other = await FindAsync(merge.OtherValue, cancellationToken);
        Require(await changes.MergeAsync(By(customer, merge.Reason), other.Primary.Id, cancellationToken));
    }

    private async Task RemoveAsync(StoryStep.Remove remove, CancellationToken cancellationToken)
    {
        var customer = await FindAsync(remove.Email, cancellationToken);
        var details = Details(remove.Email, remove.PhoneNumber);
        var contactIds = IdsWhere(
            customer, contact => contact.Email == details.Email && contact.PhoneNumber == details.PhoneNumber);
        Require(await changes.RemoveAsync(By(customer, remove.Reason), contactIds, cancellationToken));
    }

    private async Task EraseAsync(StoryStep.Erase erase, CancellationToken cancellationToken)
    {
        var customer = await FindAsync(erase.Value, cancellationToken);
        Require(await changes.EraseAsync(By(customer, erase.Reason), cancellationToken));
    }

    /// <summary>The one customer that holds the value.</summary>
    private async Task<Customer> FindAsync(string value, CancellationToken cancellationToken)
    {
        var identifier = Parse(value);
        var details = new ContactDetails(identifier as EmailAddress, identifier as PhoneNumber);
        var page = await queries.LookUpAsync(details, afterId: null, limit: 2, cancellationToken);
        if (page.Customers is not [var found])
            throw Misfit($"names a customer by a value that {page.Customers.Count} customers hold");
        var finding = await queries.FindAsync(found.PrimaryContactId, cancellationToken);
        return finding.Customer ?? throw Misfit("names a customer that has gone");
    }

    private static List<long> IdsWhere(Customer customer, Func<Contact, bool> isMeant)
    {
        var ids = customer.Contacts.Where(isMeant).Select(contact => contact.Id).ToList();
        return ids.Count > 0 ? ids : throw Misfit("names a contact that the customer does not have");
    }

    private static ChangeRequest By(Customer customer, string reason) => new(customer.Primary.Id, reason, IsDryRun: false, Expected: null);

    private static void Require(CustomerChange change)
    {
        if (change.Outcome != ChangeOutcome.Done)
            throw Misfit($"has a change that is refused as {change.Outcome}");
    }

    private static ContactDetails Details(string? email, string? phoneNumber) => new(
        email is null ? null : (EmailAddress)Parse(email),
        phoneNumber is null ? null : (PhoneNumber)Parse(phoneNumber));

    private static Identifier Parse(string value)
    {
        if (value.Contains('@', StringComparison.Ordinal))
            return EmailAddress.TryCreate(value, out var email, out var error) ? email : throw Misfit($"has a bad email address: {error}");
        return PhoneNumber.TryCreate(value, defaultRegion: null, out var phoneNumber, out var fault)
            ? phoneNumber
            : throw Misfit($"has a bad phone number: {fault}");
    }

    private string ToCsv(IEnumerable<PastOrder> orders)
    {
        var now = clock.GetUtcNow();
        var lines = orders
            .OrderByDescending(order => order.DaysAgo)
            .Select(order => string.Create(
                CultureInfo.InvariantCulture,
                $"{now.AddDays(-order.DaysAgo).UtcDateTime:O},{order.Email},{order.PhoneNumber}"));
        return string.Join('\n', lines.Prepend("createdAt,email,phoneNumber"));
    }

    private static InvalidOperationException Misfit(string what) => new($"The demo's story {what}. Correct {nameof(Story)}.cs.");

    /// <summary>Ends the import at its first fault.</summary>
    private sealed class StrictObserver : IImportObserver
    {
        public ValueTask OnStartedAsync(IReadOnlyList<string> header, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask OnFaultsAsync(ImportedRow row, CancellationToken cancellationToken) =>
            throw Misfit("has a past order with an invalid value");

        public ValueTask OnProgressAsync(ImportProgress counts, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
