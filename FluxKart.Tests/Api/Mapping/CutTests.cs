using System.Text.Json;
using FluxKart.Api.Contracts.Customers;
using FluxKart.Domain.Customers;
using FluxKart.Tests.Domain;
using FluxKart.Tests.Domain.Customers;

namespace FluxKart.Tests.Api.Mapping;

public sealed class CutTests
{
    [Fact]
    public void Map_WhenThereIsACut_NamesIdentifiersByTheirKindAndContactsByTheirIds()
    {
        var store = new ContactStore();
        var contacts = new[] { store.AddPrimary("a@example.com"), store.AddPrimary("b@example.com"), store.AddPrimary("c@example.com") };
        var cut = new Cut([Parsed.Email("a@example.com"), Parsed.Phone("123456")], [contacts[..2], contacts[2..]], []);

        var json = JsonSerializer.Serialize(Mappers.Create().Map<SeparationResponse>(cut), JsonSerializerOptions.Web);

        Assert.Equal("""{"identifiers":[{"email":"a@example.com"},{"phoneNumber":"123456"}],"customers":[[1,2],[3]]}""", json);
    }
}
