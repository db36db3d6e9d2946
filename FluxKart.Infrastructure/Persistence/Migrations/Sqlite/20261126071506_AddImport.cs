using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FluxKart.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddImport : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "import",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    file = table.Column<string>(type: "TEXT", maxLength: 36, nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 36, nullable: false),
                    replica = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    format = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    isdryrun = table.Column<bool>(type: "INTEGER", nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    bytesread = table.Column<long>(type: "INTEGER", nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    created = table.Column<long>(type: "INTEGER", nullable: false),
                    linked = table.Column<long>(type: "INTEGER", nullable: false),
                    merged = table.Column<long>(type: "INTEGER", nullable: false),
                    matched = table.Column<long>(type: "INTEGER", nullable: false),
                    refused = table.Column<long>(type: "INTEGER", nullable: false),
                    ignoredvalues = table.Column<long>(type: "INTEGER", nullable: false),
                    startedat = table.Column<DateTime>(type: "TEXT", nullable: true),
                    endedat = table.Column<DateTime>(type: "TEXT", nullable: true),
                    error = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    notes = table.Column<string>(type: "TEXT", nullable: false),
                    beat = table.Column<long>(type: "INTEGER", nullable: false),
                    turn = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_import_active",
                table: "import",
                column: "id",
                filter: "endedat IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_import_file",
                table: "import",
                column: "file",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_import_turn",
                table: "import",
                column: "turn",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "import");
        }
    }
}
