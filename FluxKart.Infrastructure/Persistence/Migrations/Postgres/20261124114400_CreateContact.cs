using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FluxKart.Infrastructure.Persistence.Migrations.Postgres
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
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true, collation: "C"),
                    phonenumber = table.Column<string>(type: "character varying(21)", maxLength: 21, nullable: true, collation: "C"),
                    linkedid = table.Column<long>(type: "bigint", nullable: true),
                    linkprecedence = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    createdat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()"),
                    updatedat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()"),
                    deletedat = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
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
                CREATE FUNCTION contact_set_updatedat() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    NEW.updatedat = clock_timestamp();
                    RETURN NEW;
                END;
                $$;

                CREATE TRIGGER contact_updatedat BEFORE UPDATE ON contact
                FOR EACH ROW EXECUTE FUNCTION contact_set_updatedat();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "contact");

            migrationBuilder.Sql("DROP FUNCTION contact_set_updatedat();");
        }
    }
}
