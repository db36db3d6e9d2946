// Uses the generated client the way a shop would: a leading plus, a null, and an error.
using Shop;

using var http = new HttpClient();
http.BaseAddress = new Uri(args[0]);
var client = new FluxKartClient(http) { BaseUrl = args[0] };

var found = await client.IdentifyAsync(dryRun: false, new IdentifyRequest { Email = "cs@example.com", PhoneNumber = "+919876500000" });
Require(found.Contact.PhoneNumbers.Single() == "+919876500000", "The phone number is not the one sent.");

var again = await client.IdentifyAsync(dryRun: false, new IdentifyRequest { Email = null, PhoneNumber = "+91 98765 00000" });
Require(again.Contact.PrimaryContactId == found.Contact.PrimaryContactId, "The customer is not the same.");

try
{
    await client.IdentifyAsync(dryRun: false, new IdentifyRequest { Email = "cs@@example.com" });
    Require(false, "An invalid email address was accepted.");
}
catch (ApiException<ValidationProblemDetails> refused)
{
    Require(refused.StatusCode == 400, "The status is not 400.");
    Require(refused.Result.Errors["email"].Single().StartsWith("Send one email address", StringComparison.Ordinal), "The error is not by field.");
    Require(!string.IsNullOrEmpty(refused.Result.TraceId), "The traceId is missing.");
}

static void Require(bool condition, string failure)
{
    if (!condition)
        throw new InvalidOperationException(failure);
}
