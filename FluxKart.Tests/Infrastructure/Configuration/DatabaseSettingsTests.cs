using FluxKart.Infrastructure.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FluxKart.Tests.Infrastructure.Configuration;

public sealed class DatabaseSettingsTests
{
    private const string ContentRoot = "/srv/fluxkart";

    [Fact]
    public void Read_WhenNothingIsSet_UsesASqliteFileInTheContentRoot()
    {
        var settings = Read();

        Assert.Equal(DatabaseProvider.Sqlite, settings.Provider);
        Assert.Equal("SQLite, /srv/fluxkart/fluxkart.db", settings.Description);
    }

    [Fact]
    public void Read_WhenASqliteFileIsNamed_ResolvesItFromTheContentRoot() =>
        Assert.Equal("SQLite, /srv/fluxkart/data/shop.db", Read(("ConnectionStrings:FluxKart", "Data Source=data/shop.db")).Description);

    [Theory]
    [InlineData("postgresql")]
    [InlineData("PostgreSql")]
    public void Read_WhenTheProviderIsPostgreSql_DescribesTheServerWithoutThePassword(string provider)
    {
        var settings = Read(
            ("Database:Provider", provider), ("ConnectionStrings:FluxKart", "Host=db;Port=6432;Database=shop;Username=u;Password=secret"));

        Assert.Equal(DatabaseProvider.PostgreSql, settings.Provider);
        Assert.Equal("PostgreSQL, db:6432/shop", settings.Description);
    }

    [Fact]
    public void Read_WhenOnlyADatabaseUrlIsSet_UsesPostgreSql()
    {
        var settings = Read(("DATABASE_URL", "postgres://us%40er:p%3Aw%2F@db.example:6432/shop?sslmode=require&application_name=till"));

        var connection = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        Assert.Equal(DatabaseProvider.PostgreSql, settings.Provider);
        Assert.Equal(
            ("us@er", "p:w/", "db.example", 6432, "shop", SslMode.Require, "till"),
            (connection.Username, connection.Password, connection.Host, connection.Port, connection.Database, connection.SslMode,
                connection.ApplicationName));
    }

    [Theory]
    [InlineData("sslmode=verify-full&channel_binding=require", "SSL Mode=VerifyFull;Channel Binding=Require")]
    [InlineData("sslmode=verify-ca", "SSL Mode=VerifyCA")]
    [InlineData("target_session_attrs=read-write", "Target Session Attributes=read-write")]
    public void Read_WhenADatabaseUrlHasLibpqOptions_ReadsThem(string options, string keywords)
    {
        var connection = new NpgsqlConnectionStringBuilder(Read(("DATABASE_URL", $"postgres://db/shop?{options}")).ConnectionString);

        Assert.True(connection.EquivalentTo(new NpgsqlConnectionStringBuilder(
            $"{keywords};Host=db;Database=shop;Application Name=FluxKart;Timeout=5;Command Timeout=5;Maximum Pool Size=40;Max Auto Prepare=20;No Reset On Close=true;"
            + "Options=-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off")));
    }

    [Fact]
    public void Read_WhenTheProviderIsSetToo_IgnoresTheDatabaseUrl() => Assert.Equal(
        DatabaseProvider.Sqlite,
        Read(("Database:Provider", "Sqlite"), ("DATABASE_URL", "postgres://db/shop")).Provider);

    [Fact]
    public void Read_WhenTheConnectionStringIsSetToo_PrefersItToTheDatabaseUrl() => Assert.Equal(
        "PostgreSQL, two:5432/shop",
        Read(("DATABASE_URL", "postgres://one/shop"), ("ConnectionStrings:FluxKart", "Host=two;Database=shop")).Description);

    [Theory]
    [InlineData("ConnectionStrings:FluxKart", "Host=pooler;Database=shop;Max Auto Prepare=0;Options=''")]
    [InlineData("DATABASE_URL", "postgres://pooler/shop?Max%20Auto%20Prepare=0&Options=")]
    public void Read_WhenOptionsAreEmpty_SendsNone(string source, string connectionString)
    {
        var settings = Read(("Database:Provider", "PostgreSql"), (source, connectionString));

        var connection = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        Assert.Equal((null, 0), (connection.Options, connection.MaxAutoPrepare));
    }

    [Fact]
    public void Read_WhenAKeywordIsGiven_OverridesTheDefault() => Assert.Equal(
        (3, 40),
        new NpgsqlConnectionStringBuilder(Read(("DATABASE_URL", "postgres://db/shop?connect_timeout=3")).ConnectionString) is var connection
            ? (connection.Timeout, connection.MaxPoolSize)
            : default);

    [Fact]
    public void Read_WhenSeveralHostsAreNamed_DescribesThemAll() => Assert.Equal(
        "PostgreSQL, one:5432,two:5433/shop",
        Read(("Database:Provider", "PostgreSql"), ("ConnectionStrings:FluxKart", "Host=one:5432,two:5433;Database=shop")).Description);

    [Fact]
    public void Read_WhenADatabaseUrlNamesSeveralHosts_KeepsThemAndTheTargetSessionAttributes()
    {
        var connection = new NpgsqlConnectionStringBuilder(
            Read(("DATABASE_URL", "postgres://u:p%40w@one:5433,two/shop?target_session_attrs=read-write")).ConnectionString);

        Assert.Equal(
            ("u", "p@w", "one:5433,two", "shop", "read-write"),
            (connection.Username, connection.Password, connection.Host, connection.Database, connection.TargetSessionAttributes));
    }

    [Fact]
    public void Read_WhenSeveralHostsAreNamed_SeeksThePrimaryWithShortTimeouts()
    {
        var connection = new NpgsqlConnectionStringBuilder(
            Read(("Database:Provider", "PostgreSql"), ("ConnectionStrings:FluxKart", "Host=one,two;Database=shop")).ConnectionString);

        Assert.Equal(("primary", 2, 1), (connection.TargetSessionAttributes, connection.Timeout, connection.HostRecheckSeconds));
    }

    [Theory]
    [InlineData("Database:Provider", "Oracle", "Sqlite or PostgreSql")]
    [InlineData("Database:Provider", "1", "Sqlite or PostgreSql")]
    [InlineData("Database:MigrateOnStartup", "perhaps", "true or false")]
    [InlineData("Database:StartupTimeoutSeconds", "-1", "0 to 3600")]
    [InlineData("Database:StartupTimeoutSeconds", "soon", "a whole number from 0 to 3600")]
    [InlineData("Database:Provider", "PostgreSql", "ConnectionStrings:FluxKart")]
    [InlineData("ConnectionStrings:FluxKart", "Host=db;Password=secret", "Database:Provider")]
    [InlineData("Database:Provder", "PostgreSql", "Database:Provider")]
    [InlineData("Database", "secret", "Database:Provider")]
    [InlineData("ConnectionStrings:FluxCart", "Host=db;Password=secret", "ConnectionStrings:FluxKart")]
    [InlineData("ConnectionStrings", "Host=db;Password=secret", "ConnectionStrings:FluxKart")]
    [InlineData("ConnectionStrings:FluxKart", "Data Source=shop.db;Mode=ReadOnly", "Mode=ReadOnly")]
    [InlineData("ConnectionStrings:FluxKart", "Data Source=shop.db;Pooling=maybe", "Pooling=true")]
    [InlineData("ConnectionStrings:FluxKart", "Data Source=shop.db;Default Timeout=99999999999", "Data Source=fluxkart.db")]
    [InlineData("ConnectionStrings:FluxKart", "Data Source=shop.db;Password=secret;Mode=fast", "Data Source=fluxkart.db")]
    [InlineData("ConnectionStrings:FluxKart", "Data Source=:memory:", "file")]
    [InlineData("DATABASE_URL", "mysql://u:secret@db/shop", "postgres://")]
    [InlineData("DATABASE_URL", "db:5432", "postgres://")]
    [InlineData("DATABASE_URL", "postgres://u:secret@one,:5432/shop", "postgres://")]
    [InlineData("DATABASE_URL", "postgres://u:secret@/shop", "postgres://")]
    [InlineData("DATABASE_URL", "postgres://u:secret@one,two/shop?target_session_attrs=standby", "primary or read-write")]
    [InlineData("DATABASE_URL", "postgres://u:secret@db/shop?colour=red", "postgres://")]
    [InlineData("DATABASE_URL", "postgres://u:secret@db/shop?sslmode=perhaps", "postgres://")]
    public void Read_WhenASettingIsInvalid_NamesItAndTheLegalValues(string key, string value, string legal)
    {
        var failure = Assert.Single(Assert.Throws<OptionsValidationException>(() => Read((key, value))).Failures);

        Assert.Contains(key.Split(':')[^1], failure, StringComparison.Ordinal);
        Assert.Contains(legal, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Read_WhenValuesAreBlank_UsesTheDefaults(string blank)
    {
        var settings = Read(
            ("Database:Provider", blank), ("Database:MigrateOnStartup", blank), ("Database:StartupTimeoutSeconds", blank),
            ("ConnectionStrings:FluxKart", blank), ("DATABASE_URL", blank));

        Assert.Equal(("SQLite, /srv/fluxkart/fluxkart.db", false, 30), (settings.Description, settings.MigrateOnStartup, settings.StartupTimeout.TotalSeconds));
    }

    private static DatabaseSettings Read(params (string Key, string? Value)[] settings) =>
        DatabaseSettings.Read(Settings.Reader(settings), ContentRoot);
}
