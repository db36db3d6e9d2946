using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>Describes the API as a whole.</summary>
internal sealed class DocumentTransformer(IHttpContextAccessor requests) : IOpenApiDocumentTransformer
{
    // For a document that is generated without a request, such as at build.
    private const string DefaultServer = "http://localhost:3000";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "FluxKart";
        document.Info.Version = context.DocumentName;
        document.Info.Description = "Identity resolution for an online shop: shows which orders belong to the same customer.";
        document.Info.License = new OpenApiLicense { Name = "MIT", Url = new Uri("https://opensource.org/license/mit") };
        document.Servers = [new OpenApiServer { Url = requests.HttpContext is { } http ? BaseOf(http.Request) : DefaultServer }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Identify", Description = "Find the customer of an order." },
            new() { Name = "Customers", Description = "See a customer and why its contacts belong together, and change it by hand." },
            new() { Name = "Shared identifiers", Description = "Choose what never links." },
            new() { Name = "Events", Description = "Follow what has changed." },
            new() { Name = "Webhooks", Description = "See and steer what is sent to other systems." },
            new() { Name = "Access", Description = "What a client may do." },
            new() { Name = "Imports", Description = "Bring in customers from files." },
            new() { Name = "Bulk", Description = "Move all customers at once." },
        };
        return Task.CompletedTask;
    }

    private static string BaseOf(HttpRequest request) => $"{request.Scheme}://{request.Headers.Host}{request.PathBase}";
}
