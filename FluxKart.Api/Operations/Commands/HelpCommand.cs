using FluxKart.Api.Operations.Commands.Importing;
using FluxKart.Api.Operations.Versions;
using FluxKart.Api.Security.Keys;

namespace FluxKart.Api.Operations.Commands;

/// <summary>Prints the commands, and how to write settings.</summary>
internal static class HelpCommand
{
    public const string Name = "--help";
    public const string ShortName = "-h";

    /// <summary>The commands beside the service itself.</summary>
    public const string Commands =
        $"{NewKeyCommand.Name}, {MigrateCommand.Name}, {ExportCommand.Name}, {ImportCommand.Name}, {AdoptCommand.Name} and "
        + NormaliseCommand.Name;

    /// <returns>The exit code.</returns>
    public static int Run(TextWriter output)
    {
        output.WriteLine(
            $"""
             FluxKart {ServiceVersion.Current.Description}: shows an online shop which of its orders belong to the same customer.

             dotnet FluxKart.Api.dll [SETTINGS]            serves until it gets SIGTERM or Ctrl+C
             dotnet FluxKart.Api.dll {DemoOption.Name} [SETTINGS]     serves invented customers from a temporary database, to look at
             dotnet FluxKart.Api.dll {MigrateCommand.Name} [SETTINGS]    creates or updates the database's schema, and ends
             dotnet FluxKart.Api.dll {ExportCommand.Name} [--output FILE] [--format csv|ndjson] [{ExportCommand.ForSpreadsheets}] [SETTINGS]
                                                           writes all contacts to standard output or a file
             dotnet FluxKart.Api.dll {AdoptCommand.Name} [{AdoptCommand.DryRun}|{AdoptCommand.Drop}] [{AdoptCommand.TimeZone} ZONE] [SETTINGS]
                                                           takes over the original service's table in PostgreSQL
             dotnet FluxKart.Api.dll {ImportCommand.Name} FILE [{ImportOptions.DryRun}] [{ImportOptions.Errors} FILE] [OPTIONS] [SETTINGS]
                                                           imports customers from a CSV or NDJSON file, or from - (standard input);
                                                           docs/import.md has the options
             dotnet FluxKart.Api.dll {NormaliseCommand.Name} [{NormaliseCommand.DryRun}] [SETTINGS]
                                                           brings stored values to a new region and new numbering plans
             dotnet FluxKart.Api.dll {NewKeyCommand.Name} --name NAME --scope {string.Join('|', Scopes.All)}
                                                           prints a new API key, and the settings that accept it
             dotnet FluxKart.Api.dll {VersionCommand.Name}             prints the version
             dotnet FluxKart.Api.dll {Name}                prints this text

             Settings are arguments, environment variables, or entries of appsettings.json:

             --urls=http://localhost:3000                  ASPNETCORE_URLS: where it listens
             --Database:Provider=PostgreSql                Database__Provider: Sqlite (default) or PostgreSql
             --ConnectionStrings:FluxKart=…                ConnectionStrings__FluxKart: the SQLite file or the PostgreSQL server
             --DATABASE_URL=postgres://…                   DATABASE_URL: the PostgreSQL server as a URL

             docs/reference.md lists all settings.
             """);
        return 0;
    }
}
