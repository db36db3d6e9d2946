using FluxKart.Api.Application.Customers;
using FluxKart.Domain.Customers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace FluxKart.Api.Errors;

/// <summary>
/// Turns the exceptions that are not bugs into their status: a request that the server itself refuses, such as one with too large a body,
/// a database that cannot be reached or stays busy, and a change that would not have the expected result. The framework handles all others: it logs them once and responds with 500.
/// </summary>
internal sealed partial class KnownExceptionHandler(
    IProblemDetailsService problemDetails,
    ILogger<KnownExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The client is gone, so there is nobody to respond to.
        if (httpContext.RequestAborted.IsCancellationRequested || exception is ConnectionResetException)
            return true;
        if (StatusOf(exception) is not { } status)
            return false;

        if (exception is StoreUnavailableException)
            LogDatabaseUnavailable(exception.Message);
        httpContext.Response.StatusCode = status;
        var problem = new ProblemDetailsContext { HttpContext = httpContext };
        if (status == StatusCodes.Status413PayloadTooLarge
            && httpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit)
        {
            problem.ProblemDetails.Detail = $"Send at most {limit} bytes.";
        }

        if (exception is UnexpectedResultException)
            problem.ProblemDetails.Detail = exception.Message;
        return await problemDetails.TryWriteAsync(problem);
    }

    private static int? StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException refused => refused.StatusCode,
        StoreUnavailableException => StatusCodes.Status503ServiceUnavailable,
        UnexpectedResultException => StatusCodes.Status412PreconditionFailed,
        _ => null,
    };

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Responded with 503. {Reason}")]
    private partial void LogDatabaseUnavailable(string reason);
}
