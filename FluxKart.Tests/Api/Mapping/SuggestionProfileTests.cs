using System.Text.Json;
using AutoMapper;
using FluxKart.Api.Application.Suggestions;
using FluxKart.Api.Contracts.Suggestions;
using FluxKart.Api.Mapping;
using FluxKart.Domain.Customers;
using FluxKart.Tests.Domain;
using Microsoft.Extensions.Logging.Abstractions;

namespace FluxKart.Tests.Api.Mapping;

public sealed class SuggestionProfileTests
{
    private static readonly MapperConfiguration Configuration = new(
        mapper => mapper.AddProfiles([new CustomerProfile(), new SuggestionProfile()]), NullLoggerFactory.Instance);

    public static TheoryData<Articulation, string> Sentences => new()
    {
        {
            new Articulation(Parsed.Email("office@example.com"), 1_000, 499_500, 1_000),
            "1,000 contacts hold this email address; without it the customer falls apart into 1,000, and 499,500 pairs of contacts come apart."
        },
        {
            new Articulation(Parsed.Phone("123456"), 1, 1, 2),
            "1 contact holds this phone number; without it the customer falls apart into 2, and 1 pair of contacts comes apart."
        },
    };

    [Fact]
    public void Configuration_WhenChecked_MapsEveryMember() => Configuration.AssertConfigurationIsValid();

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Map_WhenThereIsASuggestion_SaysTheFiguresInASentence(Articulation articulation, string why) =>
        Assert.Equal(why, Configuration.CreateMapper().Map<SuggestionResponse>(new Suggestion(7, articulation)).Why);

    [Fact]
    public void Map_WhenIdentifierIsAPhoneNumber_LeavesTheEmailOut() => Assert.Equal(
        """{"phoneNumber":"123456","contacts":3,"counterparts":2}""",
        JsonSerializer.Serialize(
            Configuration.CreateMapper().Map<IdentifierUseResponse>(new IdentifierUse(Parsed.Phone("123456"), 3, 2)), JsonSerializerOptions.Web));
}
