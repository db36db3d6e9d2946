using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FluxKart.Infrastructure.Persistence.SharedIdentifiers;

/// <summary>
/// Maps the table <c>sharedidentifier</c>. Its values are in two columns, as in the table <c>contact</c>, so that they compare with those
/// in the same collation.
/// </summary>
internal sealed class SharedIdentifierConfiguration(string clockSql) : IEntityTypeConfiguration<SharedIdentifier>
{
    private const int MaxReasonLength = 500;

    public void Configure(EntityTypeBuilder<SharedIdentifier> builder)
    {
        builder.ToTable("sharedidentifier", table =>
            table.HasCheckConstraint("ck_sharedidentifier_value", "(email IS NULL) <> (phonenumber IS NULL)"));
        builder.HasKey(mark => mark.Id);
        builder.Property(mark => mark.Reason).HasMaxLength(MaxReasonLength);
        builder.Property(mark => mark.CreatedAt).HasDefaultValueSql(clockSql);
        builder.Ignore(mark => mark.Identifier);
        builder.HasIndex(mark => mark.Email).IsUnique();
        builder.HasIndex(mark => mark.PhoneNumber).IsUnique();
    }
}
