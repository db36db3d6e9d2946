using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FluxKart.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WidenPhoneNumber : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // SQLite's TEXT has no length. Rebuilding the table would lose the trigger, the index on an expression, and the highest id.
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Nothing to undo.
        }
    }
}
