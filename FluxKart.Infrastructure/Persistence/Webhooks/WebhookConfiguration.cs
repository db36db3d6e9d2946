using FluxKart.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FluxKart.Infrastructure.Persistence.Webhooks;

/// <summary>Maps the table <c>webhook</c>: one row for each endpoint, with the lease of its sender.</summary>
internal sealed class WebhookConfiguration : IEntityTypeConfiguration<Webhook>
{
    /// <summary>The column with the sender that holds the lease; null if none does.</summary>
    public const string Owner = nameof(Owner);

    /// <summary>The column that counts how often the lease was taken or renewed.</summary>
    public const string Beat = nameof(Beat);

    private const int MaxErrorLength = 500;

    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhook");
        builder.HasKey(webhook => webhook.Name);
        builder.Property(webhook => webhook.Name).HasMaxLength(WebhookEndpoint.MaxNameLength);
        builder.Property(webhook => webhook.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(webhook => webhook.LastError).HasMaxLength(MaxErrorLength);
        builder.Property<string?>(Owner).HasMaxLength(36);
        builder.Property<long>(Beat);
    }
}
