namespace FluxKart.Api.Controllers;

internal static class ContactRoutes
{
    /// <summary>The customer of a contact. A path id that is not an id matches nothing, so the response is 404.</summary>
    public const string OfContact = "/contacts/{" + Id + "}";

    /// <summary>A parameter of a path that only the text of an id matches.</summary>
    public const string Id = "id:long:min(1):regex(^[[1-9]])";

    public const string AboutId = "The id of any contact of the customer.";
}
