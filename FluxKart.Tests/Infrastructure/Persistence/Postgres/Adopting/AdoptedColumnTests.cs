using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Events;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Infrastructure.Persistence.Postgres.Adopting;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Tests.Infrastructure.Persistence.Postgres.Adopting;

/// <summary>The statements of an adoption are written by hand, so a new column could be forgotten in them.</summary>
public sealed class AdoptedColumnTests
{
    [Theory]
    [InlineData(typeof(Contact), AdoptedContactWriter.Columns)]
    [InlineData(typeof(SharedIdentifier), AdoptedContactWriter.MarkColumns)]
    [InlineData(typeof(RecordedEvent), AdoptedEventWriter.EventColumns)]
    [InlineData(typeof(EventContact), AdoptedEventWriter.ContactColumns)]
    public void Columns_Always_AreThoseOfTheModel(Type entity, string columns)
    {
        using var context = new PostgresContextFactory().CreateDbContext([]);
        var mapped = context.Model.FindEntityType(entity)!.GetProperties().Select(property => property.GetColumnName());

        Assert.Equal(mapped.Order(StringComparer.Ordinal), columns.Split(", ").Order(StringComparer.Ordinal));
    }
}
