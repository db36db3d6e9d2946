using System.Text.Json;
using FluentValidation;
using FluxKart.Api.Contracts.Customers;
using FluxKart.Api.Validation;

namespace FluxKart.Tests.Api.Validation;

/// <summary>The bodies of split, merge and remove.</summary>
public sealed class ChangeRequestValidatorTests
{
    private const string NotIds = "ContactIds: Send an array of contact ids, such as [5, 7].";
    private const string NotAnId = "ContactIds: Send each id as a whole number from 1 to 9223372036854775807.";
    private const string NotAContactId =
        "ContactId: Send the id of a contact of the other customer: a whole number from 1 to 9223372036854775807.";

    [Theory]
    [InlineData("""{}""", NotIds)]
    [InlineData("""{"contactIds": null}""", NotIds)]
    [InlineData("""{"contactIds": 5}""", NotIds)]
    [InlineData("""{"contactIds": "5, 7"}""", NotIds)]
    [InlineData("""{"contactIds": {"0": [5]}}""", NotIds)]
    [InlineData("""{"contactIds": []}""", "ContactIds: Send at least one contact id.")]
    [InlineData("""{"contactIds": [0]}""", NotAnId)]
    [InlineData("""{"contactIds": [5, -7]}""", NotAnId)]
    [InlineData("""{"contactIds": [9223372036854775808]}""", NotAnId)]
    [InlineData("""{"contactIds": [5.5]}""", NotAnId)]
    [InlineData("""{"contactIds": [5, null]}""", NotAnId)]
    [InlineData("""{"contactIds": ["5"]}""", NotAnId)]
    [InlineData("""{"contactIds": [true, {"a": [1]}, [[5]], 5]}""", NotAnId)]
    [InlineData("""{"contactIds": [5, 7, 5]}""", "ContactIds: Send each contact id once.")]
    public void Validate_WhenContactIdsAreInvalid_SaysHowToFixThem(string json, string error)
    {
        Assert.Equal(error, Assert.Single(Errors<SplitRequest>(json, new SplitRequestValidator())));
        Assert.Equal(error, Assert.Single(Errors<RemoveRequest>(json, new RemoveRequestValidator())));
    }

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "ContactIds: Send at most 1000 contact ids.")]
    public void Validate_WhenThereAreManyContactIds_AllowsAThousand(int count, string? error)
    {
        var json = JsonSerializer.Serialize(new { contactIds = Enumerable.Range(1, count) });

        Assert.Equal(error, Errors<SplitRequest>(json, new SplitRequestValidator()).SingleOrDefault());
    }

    [Theory]
    [InlineData("""{"contactId": null}""", NotAContactId)]
    [InlineData("""{}""", NotAContactId)]
    [InlineData("""{"contactId": 0}""", NotAContactId)]
    [InlineData("""{"contactId": -1}""", NotAContactId)]
    [InlineData("""{"contactId": 1.5}""", NotAContactId)]
    [InlineData("""{"contactId": 9223372036854775808}""", NotAContactId)]
    [InlineData("""{"contactId": "7"}""", NotAContactId)]
    [InlineData("""{"contactId": [7]}""", NotAContactId)]
    public void Validate_WhenContactIdIsInvalid_SaysHowToFixIt(string json, string error) =>
        Assert.Equal(error, Assert.Single(Errors<MergeRequest>(json, new MergeRequestValidator())));

    [Theory]
    [InlineData("7", "Reason: Send the reason as a JSON string of valid Unicode, or null.")]
    [InlineData("\"\\ud800\"", "Reason: Send the reason as a JSON string of valid Unicode, or null.")]
    [InlineData("[\"why\"]", "Reason: Send the reason as a JSON string of valid Unicode, or null.")]
    [InlineData("\"a\\u0000b\"", "Reason: Send a reason without the character U+0000.")]
    public void Validate_WhenReasonIsInvalid_SaysHowToFixIt(string reason, string error)
    {
        var json = $$"""{"contactIds": [5], "contactId": 5, "reason": {{reason}}}""";

        Assert.Equal(error, Assert.Single(Errors<SplitRequest>(json, new SplitRequestValidator())));
        Assert.Equal(error, Assert.Single(Errors<RemoveRequest>(json, new RemoveRequestValidator())));
        Assert.Equal(error, Assert.Single(Errors<MergeRequest>(json, new MergeRequestValidator())));
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, "Reason: Send at most 500 characters.")]
    [InlineData(10_000, "Reason: Send at most 500 characters.")]
    public void Validate_WhenReasonIsLong_AllowsFiveHundredCharacters(int length, string? error)
    {
        var json = $$"""{"contactId": 5, "reason": "{{new string('x', length)}}"}""";

        Assert.Equal(error, Errors<MergeRequest>(json, new MergeRequestValidator()).SingleOrDefault());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"true\"")]
    [InlineData("[true]")]
    [InlineData("{}")]
    public void Validate_WhenKeepApartIsOfAnotherType_AsksForTrueOrFalse(string keepApart) => Assert.Equal(
        ["KeepApart: Send true or false."],
        Errors<SplitRequest>($$"""{"contactIds": [5], "keepApart": {{keepApart}}}""", new SplitRequestValidator()));

    [Fact]
    public void Validate_WhenSeveralFieldsAreInvalid_ReportsAllOfThem() => Assert.Equal(
        [
            "ContactIds: Send at least one contact id.",
            "Reason: Send the reason as a JSON string of valid Unicode, or null.",
            "KeepApart: Send true or false.",
        ],
        Errors<SplitRequest>("""{"keepApart": 1, "reason": 7, "contactIds": []}""", new SplitRequestValidator()));

    [Theory]
    [InlineData("""{"contactIds": [7, 5]}""", null, null)]
    [InlineData("""{"CONTACTIDS": [7, 5], "Reason": " a flat share ", "keepapart": true}""", " a flat share ", true)]
    [InlineData("""{"contactIds": [7, 5], "reason": " \u200b", "keepApart": null, "cart": [{"id": 7}]}""", null, null)]
    [InlineData("""{"contactIds": [7, 5], "reason": null, "keepApart": false}""", null, false)]
    public void Validate_WhenRequestIsValid_ReadsIt(string json, string? reason, bool? keepApart)
    {
        var request = Read<SplitRequest>(json);

        Assert.Empty(new SplitRequestValidator().Validate(request).Errors);

        Assert.Equal([7, 5], request.AcceptedIds);
        Assert.Equal((reason, keepApart), (request.AcceptedReason, request.KeepApart.Value));
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;

    private static List<string> Errors<T>(string json, IValidator<T> validator) =>
        [.. validator.Validate(Read<T>(json)).Errors.Select(error => $"{error.PropertyName}: {error.ErrorMessage}")];
}
