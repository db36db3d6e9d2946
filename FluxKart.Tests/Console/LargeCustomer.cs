using FluxKart.Tests.Databases;

namespace FluxKart.Tests.Console;

/// <summary>Customers with many contacts.</summary>
internal static class LargeCustomer
{
    /// <summary>Each contact shares a value with the next one, so that none can be drawn as one with another.</summary>
    public const string Chain =
        """
        SELECT number, 'user' || (number / 2) || '@example.com', '+49309018' || ((number + 1) / 2), CASE number WHEN 1 THEN NULL ELSE 1 END,
            CASE number WHEN 1 THEN 'primary' ELSE 'secondary' END
        FROM numbers
        """;

    /// <summary>All contacts share one value.</summary>
    public const string Star =
        """
        SELECT number, 'user' || number || '@example.com', '+4930901820', CASE number WHEN 1 THEN NULL ELSE 1 END,
            CASE number WHEN 1 THEN 'primary' ELSE 'secondary' END
        FROM numbers
        """;

    /// <summary>Stores one customer, whose primary contact is 1.</summary>
    /// <param name="database">A SQLite database.</param>
    /// <param name="count">How many contacts it has.</param>
    /// <param name="contacts">One of the two statements above.</param>
    public static Task InsertCustomerAsync(this TestDatabase database, int count, string contacts) => database.ExecuteAsync(
        $"""
        INSERT INTO contact (id, email, phonenumber, linkedid, linkprecedence)
        WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {count})
        {contacts}
        """);
}
