using System.Diagnostics.CodeAnalysis;

namespace FluxKart.Api.Contracts;

/// <summary>A response as the service sends it, shown in the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ResponseExampleAttribute([StringSyntax(StringSyntaxAttribute.Json)] string json) : Attribute
{
    public string Json => json;
}
