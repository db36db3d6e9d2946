using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FluxKart.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WidenPhoneNumber : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Changes the catalogue only: PostgreSQL rewrites neither the table nor the index for a longer varchar.
            migrationBuilder.AlterColumn<string>(
                name: "phonenumber",
                table: "contact",
                type: "character varying(46)",
                maxLength: 46,
                nullable: true,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(21)",
                oldMaxLength: 21,
                oldNullable: true,
                oldCollation: "C");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "phonenumber",
                table: "contact",
                type: "character varying(21)",
                maxLength: 21,
                nullable: true,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(46)",
                oldMaxLength: 46,
                oldNullable: true,
                oldCollation: "C");
        }
    }
}
