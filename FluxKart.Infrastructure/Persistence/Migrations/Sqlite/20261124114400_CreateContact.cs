using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FluxKart.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CreateContact : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "contact",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    phonenumber = table.Column<string>(type: "TEXT", maxLength: 21, nullable: true),
                    linkedid = table.Column<long>(type: "INTEGER", nullable: true),
                    linkprecedence = table.Column<string>(type: "TEXT", maxLength: 9, nullable: false),
                    createdat = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "strftime('%Y-%m-%d %H:%M:%f', 'now')"),
                    updatedat = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "strftime('%Y-%m-%d %H:%M:%f', 'now')"),
                    deletedat = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contact", x => x.id);
                    table.CheckConstraint("ck_contact_linkedid", "(linkedid IS NULL) = (linkprecedence = 'primary')");
                    table.CheckConstraint("ck_contact_linkprecedence", "linkprecedence IN ('primary', 'secondary')");
                    table.ForeignKey(
                        name: "fk_contact_contact_linkedid",
                        column: x => x.linkedid,
                        principalTable: "contact",
                        principalColumn: "id");
                });

            migrationBuilder.CreateIndex(
                name: "ix_contact_email",
                table: "contact",
                column: "email");

            migrationBuilder.CreateIndex(
                name: "ix_contact_phonenumber",
                table: "contact",
                column: "phonenumber");

            migrationBuilder.CreateIndex(
                name: "ix_contact_primary",
                table: "contact",
                column: "id",
                filter: "linkprecedence = 'primary'");

            migrationBuilder.Sql("CREATE INDEX ix_contact_customer ON contact (COALESCE(linkedid, id));");

            migrationBuilder.Sql(
                """
                CREATE TRIGGER contact_updatedat AFTER UPDATE ON contact
                FOR EACH ROW WHEN NEW.updatedat = OLD.updatedat
                BEGIN
                    UPDATE contact SET updatedat = strftime('%Y-%m-%d %H:%M:%f', 'now') WHERE id = NEW.id;
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "contact");
        }
    }
}
