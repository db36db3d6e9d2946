using System.Linq.Expressions;
using System.Text.Json;
using FluxKart.Api.Contracts.Events;
using FluxKart.Domain.Events;

namespace FluxKart.Tests.Api.Mapping;

/// <summary>The data of each type of event, as it is sent.</summary>
public sealed class EventProfileTests
{
    public static TheoryData<EventData, string> Examples => new()
    {
        { new EventData(), "{}" },
        {
            new EventData { SecondaryContactId = 2, MatchedBy = new EventMatch(1, null) },
            """{"secondaryContactId":2,"matchedBy":{"email":1}}"""
        },
        {
            new EventData { MergedContactIds = [2], MovedContactIds = [2, 3], MatchedBy = new EventMatch(1, 3) },
            """{"mergedContactIds":[2],"movedContactIds":[2,3],"matchedBy":{"email":1,"phoneNumber":3}}"""
        },
        {
            new EventData { MergedContactIds = [2], MovedContactIds = [2], MatchedBy = new EventMatch(1, null) { OtherEmail = 2 } },
            """{"mergedContactIds":[2],"movedContactIds":[2],"matchedBy":{"email":1,"otherEmail":2}}"""
        },
        {
            new EventData { MergedContactIds = [2], MovedContactIds = [2], Manual = true, Reason = "one person" },
            """{"mergedContactIds":[2],"movedContactIds":[2],"manual":true,"reason":"one person"}"""
        },
        {
            new EventData { SpawnedContactId = 5, MovedContactIds = [5, 7], KeptApart = false, Reason = "two people" },
            """{"spawnedContactId":5,"movedContactIds":[5,7],"keptApart":false,"reason":"two people"}"""
        },
        {
            new EventData { RemovedContactIds = [5], Customers = [1, 7], Reason = "mistyped" },
            """{"removedContactIds":[5],"customers":[1,7],"reason":"mistyped"}"""
        },
        { new EventData { RemovedContactIds = [5], Customers = [] }, """{"removedContactIds":[5],"customers":[]}""" },
        {
            new EventData { OtherContactId = 3, By = ["email", "phoneNumber"], Why = RefusalReasons.KeptApart },
            """{"otherContactId":3,"by":["email","phoneNumber"],"why":"kept apart"}"""
        },
        {
            new EventData { SharedIdentifierId = 4, Kind = "email", Reason = RefusalReasons.TooManyContacts },
            """{"sharedIdentifierId":4,"kind":"email","reason":"too many contacts"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Map_Always_WritesThePropertiesOfTheContractInItsOrder(EventData data, string json) => Assert.Equal(
        json, JsonSerializer.Serialize(Mappers.Create().Map<EventDataResponse>(data), JsonSerializerOptions.Web));

    /// <summary>As a part of the map of a list, the runtime would compile it for a second within the first request.</summary>
    [Fact]
    public void Map_WhenItIsOfAList_MapsTheDataOnItsOwn()
    {
        var created = new CreatedTypes();

        created.Visit(Mappers.Create().ConfigurationProvider.BuildExecutionPlan(typeof(List<RecordedEvent>), typeof(List<EventResponse>)));

        Assert.Contains(typeof(List<EventResponse>), created.Types);
        Assert.DoesNotContain(typeof(EventDataResponse), created.Types);
    }

    private sealed class CreatedTypes : ExpressionVisitor
    {
        public HashSet<Type> Types { get; } = [];

        protected override Expression VisitNew(NewExpression node)
        {
            Types.Add(node.Type);
            return base.VisitNew(node);
        }
    }
}
