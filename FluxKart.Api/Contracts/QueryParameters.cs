using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace FluxKart.Api.Contracts;

internal static class QueryParameters
{
    /// <summary>Whether an action takes a whole query as this parameter, with a property for each of its parameters.</summary>
    public static bool IsQueryType(ParameterDescriptor parameter) =>
        parameter.BindingInfo?.BindingSource == BindingSource.Query
        && parameter.ParameterType.IsClass
        && parameter.ParameterType != typeof(string);
}
