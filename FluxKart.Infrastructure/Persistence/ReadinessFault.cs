namespace FluxKart.Infrastructure.Persistence;

/// <summary>Why the database cannot serve every request.</summary>
/// <param name="Summary">For anyone: names no server, user, table or file.</param>
/// <param name="Remedy">For the operator: what to do.</param>
/// <param name="MayPass">Whether it may end without a change of this service's settings or rights, so that the service can start.</param>
public sealed record ReadinessFault(string Summary, string Remedy, bool MayPass = false)
{
    internal static ReadinessFault OutdatedSchema { get; } = new(
        "The schema is out of date: migrations are pending.", "Migrate the database.");

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ReadinessFault);
}
