using FluxKart.Tests.Architecture;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Contacts;

/// <summary>What <c>bench/run</c> calls the service's own statement is that statement.</summary>
public sealed class BenchmarkReferenceTests(PostgresDatabase database) : PersistenceTests(database), IClassFixture<PostgresDatabase>
{
    private readonly StatementRecorder recorder = new();

    protected override void Configure(IServiceCollection services) => recorder.AddTo(services);

    [Fact]
    public async Task Reference_OfKnownContacts_IsTheStatementThatLoadsOne()
    {
        // Reads the marks first, once.
        await Contacts.LoadAsync(Scope(Details("a@example.com", "1")), Cancellation);
        recorder.Statements.Clear();
        await Contacts.LoadAsync(Scope(Details("k7@example.com", "1000007")), Cancellation);

        var reference = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "bench", "loads", "known-own.sql"), Cancellation);

        var own = Assert.Single(recorder.Statements)
            .Replace("@emails", "ARRAY['k' || :contact || '@example.com']", StringComparison.Ordinal)
            .Replace("@phoneNumbers", "ARRAY[:phone::text]", StringComparison.Ordinal);
        Assert.Equal($"{WithoutSpace(own)};", WithoutSpace(reference[reference.IndexOf("SELECT", StringComparison.Ordinal)..]));
    }

    private static string WithoutSpace(string sql) => string.Concat(sql.Where(character => !char.IsWhiteSpace(character)));
}
