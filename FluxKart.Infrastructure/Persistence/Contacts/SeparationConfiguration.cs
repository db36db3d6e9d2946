using FluxKart.Domain.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>Maps the table <c>separation</c>.</summary>
internal sealed class SeparationConfiguration : IEntityTypeConfiguration<Separation>
{
    public void Configure(EntityTypeBuilder<Separation> builder)
    {
        builder.ToTable("separation");
        builder.HasKey(separation => new { separation.ContactId, separation.OtherContactId });
        builder.HasIndex(separation => separation.OtherContactId);
    }
}
