using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Errors;

/// <summary>The responses to the id of a contact that is not there.</summary>
internal static class ContactProblem
{
    /// <summary>404: there has never been such a contact.</summary>
    public static ObjectResult NotFound(HttpContext http, long contactId) =>
        ProblemResult.Create(http, StatusCodes.Status404NotFound, $"There is no contact {contactId}.");

    /// <summary>410: there is no such contact any more.</summary>
    public static ObjectResult Gone(HttpContext http, long contactId) =>
        ProblemResult.Create(http, StatusCodes.Status410Gone, $"Contact {contactId} has been erased or removed.");
}
