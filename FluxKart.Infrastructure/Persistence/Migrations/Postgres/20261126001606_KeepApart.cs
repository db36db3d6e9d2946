using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FluxKart.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class KeepApart : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_contact_email",
                table: "contact");

            migrationBuilder.CreateTable(
                name: "separation",
                columns: table => new
                {
                    contactid = table.Column<long>(type: "bigint", nullable: false),
                    othercontactid = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_separation", x => new { x.contactid, x.othercontactid });
                });

            migrationBuilder.CreateTable(
                name: "sharedidentifier",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true, collation: "C"),
                    phonenumber = table.Column<string>(type: "character varying(46)", maxLength: 46, nullable: true, collation: "C"),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    istakenapart = table.Column<bool>(type: "boolean", nullable: false),
                    createdat = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sharedidentifier", x => x.id);
                    table.CheckConstraint("ck_sharedidentifier_value", "(email IS NULL) <> (phonenumber IS NULL)");
                });

            migrationBuilder.CreateTable(
                name: "standin",
                columns: table => new
                {
                    removedid = table.Column<long>(type: "bigint", nullable: false),
                    role = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    contactid = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_standin", x => new { x.removedid, x.role });
                });

            migrationBuilder.CreateIndex(
                name: "ix_contact_email_phonenumber",
                table: "contact",
                columns: new[] { "email", "phonenumber" });

            migrationBuilder.CreateIndex(
                name: "ix_separation_othercontactid",
                table: "separation",
                column: "othercontactid");

            migrationBuilder.CreateIndex(
                name: "ix_sharedidentifier_email",
                table: "sharedidentifier",
                column: "email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sharedidentifier_phonenumber",
                table: "sharedidentifier",
                column: "phonenumber",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_standin_contactid",
                table: "standin",
                column: "contactid");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "separation");

            migrationBuilder.DropTable(
                name: "sharedidentifier");

            migrationBuilder.DropTable(
                name: "standin");

            migrationBuilder.DropIndex(
                name: "ix_contact_email_phonenumber",
                table: "contact");

            migrationBuilder.CreateIndex(
                name: "ix_contact_email",
                table: "contact",
                column: "email");
        }
    }
}
