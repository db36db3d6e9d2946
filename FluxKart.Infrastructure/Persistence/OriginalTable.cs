using FluxKart.Infrastructure.Configuration;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// Keeps the service from starting on a database with contacts that are not its own: the table of the original service, or another
/// program's table of the same name. The service would fail to create its own table, or begin with an empty one next to the other.
/// </summary>
internal abstract class OriginalTable(FluxKartDbContext context, DatabaseSettings settings)
{
    /// <summary>The service's own table.</summary>
    protected const string Contact = "contact";

    /// <summary>What the original service's table can be called, in lower case: <c>"Contact"</c>, or with its framework's plural.</summary>
    protected const string Names = "'contact', 'contacts'";

    /// <summary>A column that no other program's table of contacts has, in lower case and without underscores.</summary>
    private const string OwnColumn = "linkprecedence";

    /// <exception cref="DatabaseNotReadyException">There is such a table, and no migration of the service has been applied.</exception>
    public async Task RequireNoneAsync(CancellationToken cancellationToken)
    {
        var own = context.Database.GetMigrations();
        if ((await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Intersect(own).Any())
            return;

        var tables = (await ReadColumnsAsync(cancellationToken)).GroupBy(column => (column.Table, column.IsInTheWay)).ToList();
        if (tables.Find(table => table.Any(column => IsOwnColumn(column.Name))) is { } original)
        {
            throw original.Key.IsInTheWay && CanBeAdopted([.. original])
                ? AdoptionAdvice()
                : Refusal($"the original service's table {original.Key.Table}");
        }

        if (tables.Find(table => table.Key.IsInTheWay) is { } other)
            throw Refusal($"a table {other.Key.Table} of another program");
    }

    /// <summary>The columns of all tables and views with one of the <see cref="Names"/>. Changes nothing.</summary>
    protected abstract Task<List<Column>> ReadColumnsAsync(CancellationToken cancellationToken);

    /// <summary>Whether the command <c>adopt</c> can take over a table with these columns.</summary>
    protected virtual bool CanBeAdopted(IReadOnlyCollection<Column> columns) => false;

    private static bool IsOwnColumn(string column) =>
        column.Replace("_", "", StringComparison.Ordinal).Equals(OwnColumn, StringComparison.OrdinalIgnoreCase);

    private DatabaseNotReadyException Refusal(string table) => new(
        $"{settings.Description} already has {table}, which this version of FluxKart cannot use. Nothing was changed. "
        + "Set ConnectionStrings:FluxKart or DATABASE_URL to a database of its own.");

    private DatabaseNotReadyException AdoptionAdvice() => new(
        $"{settings.Description} already has the original service's table {Contact}. The command adopt takes it over. First see what it "
        + "would do: 'dotnet run --project FluxKart.Api -- adopt --dry-run', or in a published build "
        + "'dotnet FluxKart.Api.dll adopt --dry-run'. Nothing was changed. "
        + "To leave that table alone, set ConnectionStrings:FluxKart or DATABASE_URL to another database.");

    /// <param name="Table">The table's name.</param>
    /// <param name="IsInTheWay">Whether the service's own table cannot be created next to it.</param>
    /// <param name="Name">The column's name.</param>
    /// <param name="Type">The column's type without a length, by the database's name for it.</param>
    protected sealed record Column(string Table, bool IsInTheWay, string Name, string Type)
    {
        /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
        public override string ToString() => nameof(Column);
    }
}
