using FluxKart.Domain.Customers;
using Microsoft.AspNetCore.Mvc.Filters;

namespace FluxKart.Api.Errors;

/// <summary>
/// Aborts the connection if the database becomes unavailable when a part of the response has been sent. The status can no longer change, so
/// that is how the client learns that the response is incomplete.
/// </summary>
internal sealed partial class AbortedResponseFilter(ILogger<AbortedResponseFilter> logger) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not StoreUnavailableException || !context.HttpContext.Response.HasStarted)
            return;
        LogAborted(context.Exception.Message);
        context.HttpContext.Abort();
        context.ExceptionHandled = true;
    }

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "Aborted a response that had begun. {Reason}")]
    private partial void LogAborted(string reason);
}
