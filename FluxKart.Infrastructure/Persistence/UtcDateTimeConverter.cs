using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>SQLite gives times back without their kind; every time in the database is UTC.</summary>
internal sealed class UtcDateTimeConverter()
    : ValueConverter<DateTime, DateTime>(time => time, stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));
