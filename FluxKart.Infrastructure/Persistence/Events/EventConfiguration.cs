using FluxKart.Domain.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FluxKart.Infrastructure.Persistence.Events;

/// <summary>Maps the table <c>event</c>: one row for each event, whose data is JSON in the form of the HTTP contract, section 6.</summary>
internal sealed class EventConfiguration(string clockSql, string jsonType) : IEntityTypeConfiguration<RecordedEvent>
{
    public void Configure(EntityTypeBuilder<RecordedEvent> builder)
    {
        builder.ToTable("event");
        builder.HasKey(recorded => recorded.Id);
        builder.Property(recorded => recorded.Id).ValueGeneratedOnAdd();
        builder.Property(recorded => recorded.Type).HasMaxLength(32);
        builder.Property(recorded => recorded.Time).HasDefaultValueSql(clockSql);
        builder.Property(recorded => recorded.Data).HasConversion<EventDataConverter>().HasColumnType(jsonType);
        builder.HasIndex(recorded => new { recorded.ContactId, recorded.Id });
    }
}
