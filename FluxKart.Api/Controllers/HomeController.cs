using System.Net.Mime;
using System.Text;
using FluxKart.Api.Security.Browser;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Controllers;

[ApiController]
[AllowAnonymous]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class HomeController : ControllerBase
{
    // The links are relative, so that they also work behind a proxy that serves the page below a path of its own.
    private const string Page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>FluxKart</title>
          <link rel="icon" href="data:,">
          <style>
            :root { color-scheme: light dark; background: Canvas; }
            body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 10vh auto; padding: 0 1.5rem; }
            code { font-size: .95em; }
          </style>
        </head>
        <body>
        <main>
          <h1>Hello, World!</h1>
          <p>This is <strong>FluxKart</strong>, an identity resolution service: it shows an online shop which of its orders
          belong to the same customer. Send orders to <code>POST /identify</code>.</p>
          <ul>
            <li><a href="console">Console: find a customer, understand it, take it apart</a></li>
            <li><a href="docs">Documentation with requests to try</a></li>
            <li><a href="openapi/v1.json">OpenAPI document</a></li>
            <li><a href="health/ready">Readiness</a></li>
          </ul>
        </main>
        </body>
        </html>
        """;

    [HttpGet("/")]
    [HttpHead("/")]
    [ServesPage]
    public ContentResult Get() => Content(Page, MediaTypeNames.Text.Html, Encoding.UTF8);
}
