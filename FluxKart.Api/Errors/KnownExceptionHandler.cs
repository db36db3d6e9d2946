using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace FluxKart.Api.Errors;

/// <summary>
/// Turns the exceptions that are no bug into their status: a request that the server itself refuses (too large a body), and a database
/// that cannot be reached or stayed busy. All others are left to the framework, which logs them once and answers 500.
/// </summary>
internal sealed partial class KnownExceptionHandler(
    IProblemDetailsService problemDetails,
    ILogger<KnownExceptionHandler> logger) : IExceptionHandler
{
    private const string RetryAfterSeconds = "2";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case BadHttpRequestException refused:
                httpContext.Response.StatusCode = refused.StatusCode;
                break;
            case RetryLimitExceededException:
                LogDatabaseUnavailable((exception.InnerException ?? exception).Message);
                httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
                break;
            default:
                return false;
        }

        return await problemDetails.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext });
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Answered 503, the database cannot be reached or stayed busy: {Reason}")]
    private partial void LogDatabaseUnavailable(string reason);
}
