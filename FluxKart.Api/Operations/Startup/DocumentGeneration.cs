using System.Reflection;

namespace FluxKart.Api.Operations.Startup;

/// <summary>Tells a service that serves from one that the build starts to write the OpenAPI document, which needs no database.</summary>
/// <remarks>Source: https://learn.microsoft.com/aspnet/core/fundamentals/openapi/aspnetcore-openapi#customize-run-time-behavior-during-build-time-document-generation.</remarks>
internal static class DocumentGeneration
{
    public static bool IsRunning { get; } = Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";
}
