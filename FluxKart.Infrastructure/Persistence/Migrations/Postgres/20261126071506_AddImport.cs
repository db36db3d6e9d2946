using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FluxKart.Infrastructure.Persistence.Migrations.Postgres
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
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    file = table.Column<string>(type: "character varying(36)", maxLength: 36, nullable: false),
                    owner = table.Column<string>(type: "character varying(36)", maxLength: 36, nullable: false),
                    replica = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    format = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    isdryrun = table.Column<bool>(type: "boolean", nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    bytesread = table.Column<long>(type: "bigint", nullable: false),
                    rows = table.Column<long>(type: "bigint", nullable: false),
                    created = table.Column<long>(type: "bigint", nullable: false),
                    linked = table.Column<long>(type: "bigint", nullable: false),
                    merged = table.Column<long>(type: "bigint", nullable: false),
                    matched = table.Column<long>(type: "bigint", nullable: false),
                    refused = table.Column<long>(type: "bigint", nullable: false),
                    ignoredvalues = table.Column<long>(type: "bigint", nullable: false),
                    startedat = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    endedat = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    notes = table.Column<string>(type: "json", nullable: false),
                    beat = table.Column<long>(type: "bigint", nullable: false),
                    turn = table.Column<int>(type: "integer", nullable: true)
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
