using FluxKart.Api.Application.Identification;
using FluxKart.Api.Contracts;
using FluxKart.Api.Controllers;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Api.Mapping;
using FluxKart.Tests.Domain;
using FluxKart.Tests.Domain.Customers;
using Microsoft.AspNetCore.Mvc;
using Moq;

namespace FluxKart.Tests.Api.Controllers;

public sealed class IdentifyControllerTests
{
    private static readonly ContactDetails Details = Parsed.Details("mcfly@hillvalley.edu", "123456");

    private readonly Mock<IIdentificationService> identification = new(MockBehavior.Strict);

    [Fact]
    public async Task Identify_WhenServiceSucceeds_ReturnsTheWholeCustomer()
    {
        var store = new ContactStore();
        store.AddPrimary("lorraine@hillvalley.edu", "123456");
        identification
            .Setup(service => service.IdentifyAsync(Details, TestContext.Current.CancellationToken))
            .ReturnsAsync(IdentifiedCustomer.Of(store.Apply("mcfly@hillvalley.edu", "123456")));

        var contact = (await IdentifyAsync()).Value?.Contact;

        Assert.Equal(1, contact?.PrimaryContactId);
        Assert.Equal(["lorraine@hillvalley.edu", "mcfly@hillvalley.edu"], contact?.Emails);
        Assert.Equal(["123456"], contact?.PhoneNumbers);
        Assert.Equal([2L], contact?.SecondaryContactIds);
    }

    [Fact]
    public async Task Identify_WhenServiceRefuses_Returns503()
    {
        identification
            .Setup(service => service.IdentifyAsync(Details, TestContext.Current.CancellationToken))
            .ReturnsAsync(RefusedIdentification.Instance);

        var result = Assert.IsType<StatusCodeResult>((await IdentifyAsync()).Result);

        Assert.Equal(503, result.StatusCode);
    }

    [Fact]
    public async Task Identify_WhenServiceFails_PropagatesTheException()
    {
        identification
            .Setup(service => service.IdentifyAsync(Details, TestContext.Current.CancellationToken))
            .ThrowsAsync(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => IdentifyAsync());
    }

    [Fact]
    public async Task Identify_WhenItIsADryRun_ReturnsThePreview()
    {
        identification
            .Setup(service => service.PreviewAsync(Details, TestContext.Current.CancellationToken))
            .ReturnsAsync(IdentifiedCustomer.Of(new ContactStore().Apply("mcfly@hillvalley.edu", "123456")));

        var contact = (await IdentifyAsync(dryRun: true)).Value?.Contact;

        Assert.Equal(["mcfly@hillvalley.edu"], contact?.Emails);
    }

    private Task<ActionResult<IdentifyResponse>> IdentifyAsync(bool dryRun = false)
    {
        var request = new IdentifyRequest();
        request.Accept(Details);
        return new IdentifyController(identification.Object, Mappers.Create())
            .Identify(request, dryRun, TestContext.Current.CancellationToken);
    }
}
