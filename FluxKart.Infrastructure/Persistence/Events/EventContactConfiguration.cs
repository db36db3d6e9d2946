using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FluxKart.Infrastructure.Persistence.Events;

/// <summary>Maps the table <c>eventcontact</c>.</summary>
internal sealed class EventContactConfiguration : IEntityTypeConfiguration<EventContact>
{
    public void Configure(EntityTypeBuilder<EventContact> builder)
    {
        builder.ToTable("eventcontact");
        builder.HasKey(named => new { named.ContactId, named.EventId });
    }
}
