using System.ComponentModel;
using System.Net.Mime;
using AutoMapper;
using FluxKart.Api.Application.Customers;
using FluxKart.Api.Contracts;
using FluxKart.Api.Contracts.Customers;
using FluxKart.Api.Contracts.Events;
using FluxKart.Api.Errors;
using FluxKart.Api.Security.Keys;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using static FluxKart.Api.Controllers.ContactRoutes;

namespace FluxKart.Api.Controllers;

[ApiController]
[Authorize(Policy = Scopes.Read)]
[Tags("Customers")]
public sealed class ContactsController(ICustomerQueries customers, IMapper mapper) : ControllerBase
{
    /// <summary>Lists customers, or finds those that hold a value.</summary>
    /// <remarks>
    /// Without a filter: all customers, in order of their primary contacts' ids, or the newest first. With a filter: every customer that
    /// holds the email address or the phone number, oldest first. Personal data in a URL can end up in logs, so POST /contacts/lookup is
    /// the better way to find someone.
    /// </remarks>
    [HttpGet("/contacts", Name = "listContacts")]
    [ProducesResponseType<CustomersResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "A page of customers.")]
    public async Task<ActionResult<CustomersResponse>> List([FromQuery(Name = "")] ContactsQuery query, CancellationToken cancellationToken)
    {
        if (query.Details is { } details)
            return await LookUpAsync(details, query, cancellationToken);
        if (query.IsNewestFirst)
        {
            var newest = await customers.ListNewestAsync(query.AfterId, query.Limit, cancellationToken);
            return ToResponse(newest, newest.Next is { } first ? Cursor.Encode(Cursor.List.NewestCustomers, first) : null);
        }

        var page = await customers.ListAsync(query.AfterId ?? 0, query.Limit, cancellationToken);
        return ToResponse(page, page.Next is { } last ? Cursor.Encode(Cursor.List.Customers, last) : null);
    }

    /// <summary>Finds the customers that hold a value, without personal data in the URL.</summary>
    /// <remarks>Takes the same body as POST /identify, and writes nothing. The oldest customer comes first.</remarks>
    [HttpPost("/contacts/lookup", Name = "lookUpContacts")]
    [ProducesResponseType<CustomersResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "A page of the customers that hold a value.")]
    public Task<CustomersResponse> LookUp(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] IdentifyRequest request,
        [FromQuery(Name = "")] LookupQuery query,
        CancellationToken cancellationToken) => LookUpAsync(request.Details, query, cancellationToken);

    /// <summary>Returns the whole customer of a contact.</summary>
    /// <remarks>The id can be that of any contact of the customer. The id of a primary contact that was demoted stays valid.</remarks>
    [HttpGet(OfContact, Name = "getContact")]
    [ProducesResponseType<IdentifyResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "The whole customer.")]
    public Task<ActionResult<IdentifyResponse>> Get([Description(AboutId)] long id, CancellationToken cancellationToken) => RespondAsync(
        id, customer => mapper.Map<CustomerSnapshot, IdentifyResponse>(customer.ToSnapshot()), cancellationToken);

    /// <summary>Returns the contacts of a customer as they are stored.</summary>
    [HttpGet($"{OfContact}/records", Name = "getRecords")]
    [ProducesResponseType<RecordsResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "The customer's contacts, oldest first.")]
    public Task<ActionResult<RecordsResponse>> GetRecords([Description(AboutId)] long id, CancellationToken cancellationToken) =>
        RespondAsync(id, customer => new RecordsResponse(RecordsOf(customer)), cancellationToken);

    /// <summary>Returns the identifiers of a customer, with how many of its contacts hold each.</summary>
    /// <remarks>One that is shared links nobody. The identifiers of the oldest contacts come first.</remarks>
    [HttpGet($"{OfContact}/identifiers", Name = "getIdentifiers")]
    [ProducesResponseType<HeldIdentifiersResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "The customer's identifiers.")]
    public Task<ActionResult<HeldIdentifiersResponse>> GetIdentifiers(
        [Description(AboutId)] long id, CancellationToken cancellationToken) => RespondAsync(
        id,
        async customer => new HeldIdentifiersResponse(
            mapper.Map<List<HeldIdentifierResponse>>(await customers.ListIdentifiersAsync(customer, cancellationToken))),
        cancellationToken);

    /// <summary>Lists what has happened to a customer.</summary>
    /// <remarks>
    /// Returns every event that names one of the customer's contacts, oldest first. Those of customers that were merged into it are
    /// included.
    /// </remarks>
    [HttpGet($"{OfContact}/history", Name = "getHistory")]
    [ProducesResponseType<HistoryResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "A page of the customer's events, oldest first.")]
    public Task<ActionResult<HistoryResponse>> GetHistory(
        [Description(AboutId)] long id, [FromQuery(Name = "")] HistoryQuery query, CancellationToken cancellationToken) => RespondAsync(
        id,
        async customer =>
        {
            var history = await customers.ReadHistoryAsync(customer, query.AfterId ?? 0, query.Limit, cancellationToken);
            return new HistoryResponse(
                mapper.Map<List<EventResponse>>(history.Events),
                history.Next is { } next ? Cursor.Encode(Cursor.List.History, next) : null);
        },
        cancellationToken);

    /// <summary>Returns everything that is held about a customer, as one document.</summary>
    /// <remarks>For a person who asks for their data (GDPR, articles 15 and 20).</remarks>
    [HttpGet($"{OfContact}/export", Name = "exportContact")]
    [ProducesResponseType<ExportResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "Everything that is held about the customer.")]
    public Task<ActionResult<ExportResponse>> Export([Description(AboutId)] long id, CancellationToken cancellationToken) => RespondAsync(
        id,
        async customer =>
        {
            var explanation = await customers.ExplainAsync(customer, cancellationToken);
            return new ExportResponse(
                mapper.Map<ContactResponse>(customer.ToSnapshot()),
                RecordsOf(customer),
                mapper.Map<List<LinkResponse>>(explanation.Graph.SpanningTree),
                mapper.Map<List<EventResponse>>(explanation.Bonds.Events),
                mapper.Map<List<KeptApartResponse>>(explanation.Bonds.Separations));
        },
        cancellationToken);

    private async Task<CustomersResponse> LookUpAsync(ContactDetails details, PageQuery query, CancellationToken cancellationToken)
    {
        var page = await customers.LookUpAsync(details, query.AfterId, query.Limit, cancellationToken);
        return ToResponse(page, page.Next is { } last ? Cursor.Encode(Cursor.List.Holders, last) : null);
    }

    private CustomersResponse ToResponse(CustomerPage page, string? next) =>
        new(mapper.Map<List<ContactResponse>>(page.Customers), next);

    private List<RecordResponse> RecordsOf(Customer customer) =>
        mapper.Map<List<RecordResponse>>(customer.Contacts.Order(Contact.OldestFirst));

    private Task<ActionResult<TResponse>> RespondAsync<TResponse>(
        long id, Func<Customer, TResponse> respond, CancellationToken cancellationToken) =>
        RespondAsync(id, customer => Task.FromResult(respond(customer)), cancellationToken);

    private async Task<ActionResult<TResponse>> RespondAsync<TResponse>(
        long id, Func<Customer, Task<TResponse>> respond, CancellationToken cancellationToken)
    {
        var finding = await customers.FindAsync(id, cancellationToken);
        return finding.Customer is { } customer ? await respond(customer)
            : finding.IsErased ? ContactProblem.Gone(HttpContext, id)
            : ContactProblem.NotFound(HttpContext, id);
    }
}
