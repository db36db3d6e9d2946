using FluxKart.Domain.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>
/// Maps the table <c>contact</c>. Its names are those of the original service's schema, in lower case as PostgreSQL folds them. The
/// migrations add by hand what a model cannot express: the trigger that sets <c>updatedat</c>, and the index <c>ix_contact_customer</c> on
/// coalesce(linkedid, id).
/// </summary>
internal sealed class ContactConfiguration(string clockSql) : IEntityTypeConfiguration<Contact>
{
    private const string IsPrimary = $"linkprecedence = '{LinkPrecedenceConverter.Primary}'";

    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("contact", table =>
        {
            table.HasCheckConstraint(
                "ck_contact_linkprecedence",
                $"linkprecedence IN ('{LinkPrecedenceConverter.Primary}', '{LinkPrecedenceConverter.Secondary}')");
            table.HasCheckConstraint("ck_contact_linkedid", $"(linkedid IS NULL) = ({IsPrimary})");
        });

        builder.HasKey(contact => contact.Id);
        builder.Property(contact => contact.LinkPrecedence).HasConversion<LinkPrecedenceConverter>().HasMaxLength(9);
        builder.Property(contact => contact.CreatedAt).HasDefaultValueSql(clockSql);
        builder.Property<DateTime>("UpdatedAt").HasDefaultValueSql(clockSql);
        builder.Ignore(contact => contact.LinkedTo);
        builder.Ignore(contact => contact.Identifiers);
        builder.HasOne<Contact>().WithMany().HasForeignKey(contact => contact.LinkedId).OnDelete(DeleteBehavior.NoAction);

        // By both columns, since a request with nothing but shared identifiers belongs to the contact with exactly the same two.
        builder.HasIndex(contact => new { contact.Email, contact.PhoneNumber });
        builder.HasIndex(contact => contact.PhoneNumber);
        builder.HasIndex(contact => contact.Id).HasFilter(IsPrimary).HasDatabaseName("ix_contact_primary");

        builder.HasQueryFilter(contact => contact.DeletedAt == null);
    }
}
