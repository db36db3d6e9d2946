using FluxKart.Domain.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>Maps the table <c>standin</c>.</summary>
internal sealed class StandInConfiguration : IEntityTypeConfiguration<StandIn>
{
    public void Configure(EntityTypeBuilder<StandIn> builder)
    {
        builder.ToTable("standin");
        builder.HasKey(standIn => new { standIn.RemovedId, standIn.Role });
        builder.Property(standIn => standIn.Role).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(standIn => standIn.ContactId);
    }
}
