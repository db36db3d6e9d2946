using FluxKart.Domain.Importing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FluxKart.Infrastructure.Persistence.Importing;

/// <summary>Maps the table <c>import</c>: one row for each file that was sent, with what shows that its process still lives.</summary>
internal sealed class ImportConfiguration(string jsonType) : IEntityTypeConfiguration<Import>
{
    /// <summary>The column that counts how often the process of an import has reached the database.</summary>
    public const string Beat = nameof(Beat);

    /// <summary>The column that only the import has which runs: 1, otherwise null. A unique index keeps a second one from it.</summary>
    public const string Turn = nameof(Turn);

    public const int MaxErrorLength = 1000;

    private const int MaxNameLength = 36;

    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.ToTable("import");
        builder.HasKey(import => import.Id);
        builder.Property(import => import.Id).ValueGeneratedOnAdd();
        builder.Property(import => import.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(import => import.File).HasMaxLength(MaxNameLength);
        builder.Property(import => import.Owner).HasMaxLength(MaxNameLength);
        builder.Property(import => import.Replica).HasMaxLength(Import.MaxReplicaLength);
        builder.Property(import => import.Format).HasConversion<string>().HasMaxLength(16);
        builder.Property(import => import.Error).HasMaxLength(MaxErrorLength);
        builder.Property(import => import.Notes)
            .HasConversion(new ImportNotesConverter(), new ImportNotesComparer())
            .HasColumnType(jsonType);
        builder.Property<long>(Beat);
        builder.Property<int?>(Turn);
        builder.HasIndex(Turn).IsUnique();
        builder.HasIndex(import => import.File).IsUnique();
        // Few have not ended, however many there are.
        builder.HasIndex(import => import.Id).HasDatabaseName("ix_import_active").HasFilter("endedat IS NULL");
    }
}
