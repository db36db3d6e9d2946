using FluentValidation;
using FluxKart.Api.Contracts;
using FluxKart.Api.Contracts.Customers;
using FluxKart.Api.Contracts.Events;
using FluxKart.Api.Contracts.Importing;
using FluxKart.Api.Contracts.SharedIdentifiers;
using FluxKart.Api.Contracts.Suggestions;
using FluxKart.Api.Contracts.Webhooks;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Validation;

internal static class ValidationRegistration
{
    public static IServiceCollection AddRequestValidation(this IServiceCollection services) => services
        .Configure<MvcOptions>(mvc => mvc.Filters.Add(new RequestValidationFilter()))
        .AddSingleton<ContactDetailsReader>()
        .AddSingleton<IValidator<IdentifyRequest>, IdentifyRequestValidator>()
        .AddSingleton<IValidator<ContactsQuery>, ContactsQueryValidator>()
        .AddSingleton<IValidator<LookupQuery>, LookupQueryValidator>()
        .AddSingleton<IValidator<HistoryQuery>, HistoryQueryValidator>()
        .AddSingleton<IValidator<EventsQuery>, EventsQueryValidator>()
        .AddSingleton<IValidator<EraseQuery>, EraseQueryValidator>()
        .AddSingleton<IValidator<SplitRequest>, SplitRequestValidator>()
        .AddSingleton<IValidator<MergeRequest>, MergeRequestValidator>()
        .AddSingleton<IValidator<RemoveRequest>, RemoveRequestValidator>()
        .AddSingleton<IValidator<SharedIdentifiersQuery>, SharedIdentifiersQueryValidator>()
        .AddSingleton<IValidator<SharedIdentifierRequest>, SharedIdentifierRequestValidator>()
        .AddSingleton<IValidator<SuggestionsQuery>, SuggestionsQueryValidator>()
        .AddSingleton<IValidator<ReplayRequest>, ReplayRequestValidator>()
        .AddSingleton<IValidator<ImportQuery>, ImportQueryValidator>()
        .AddSingleton<IValidator<ImportsQuery>, ImportsQueryValidator>();
}
