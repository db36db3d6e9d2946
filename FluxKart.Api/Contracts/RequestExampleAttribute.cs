using System.Diagnostics.CodeAnalysis;

namespace FluxKart.Api.Contracts;

/// <summary>A valid body, shown in the OpenAPI document and in the error for a body that cannot be read.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RequestExampleAttribute([StringSyntax(StringSyntaxAttribute.Json)] string json) : Attribute
{
    public string Json => json;
}
