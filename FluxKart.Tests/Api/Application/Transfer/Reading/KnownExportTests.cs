using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Application.Transfer.Reading.Decoding;
using FluxKart.Api.Application.Transfer.Reading.Headers;

namespace FluxKart.Tests.Api.Application.Transfer.Reading;

/// <summary>The exports that are recognised by their headers. The people are invented.</summary>
public sealed class KnownExportTests
{
    private const string Ada = "ada@shop.example";
    private const string Landline = "+4930901820";
    private const string Mobile = "+4915112345678";

    [Theory]
    [InlineData("Shopify",
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Country Code,Default Address Phone,Phone,Total Spent",
        "'7210448301122,Ada,Lund,ada@shop.example,yes,Lund GmbH,DE,'030 901820,'+4915112345678,12.50")]
    [InlineData("Shopify",
        "First Name,Last Name,Email,Company,Country,Country Code,Zip,Phone,Accepts Marketing,Total Spent",
        "Ada,Lund,ada@shop.example,,Germany,DE,10115,'+4915112345678,yes,12.50", null, Mobile)]
    [InlineData("Shopify",
        "Name,Email,Financial Status,Created at,Lineitem name,Billing Country,Billing Phone,Shipping Phone,Phone",
        "#1001,ada@shop.example,paid,2012-05-06 09:08:09 +0200,Mug,DE,030 901820,030 901899,+4915112345678", "2012-05-06T07:08:09")]
    [InlineData("WooCommerce",
        "Name,Username,\"Last Active\",\"Sign Up\",Email,Orders,\"Total Spend\",AOV,\"Country / Region\",City",
        "\"Ada Lund\",ada,\"2024-01-01 00:00:00\",\"2012-05-06 07:08:09\",ada@shop.example,2,12.5,6.25,DE,Berlin", "2012-05-06T07:08:09", "")]
    [InlineData("WooCommerce",
        "customer_id,user_email,date_registered,billing_email,billing_country,billing_phone,shipping_phone",
        "7,ada@shop.example,2012-05-06 07:08:09,ada@shop.example,DE,030 901820,+4930901899", "2012-05-06T07:08:09", Landline)]
    [InlineData("Magento",
        "email,_website,_store,created_at,created_in,_address_country_id,_address_fax,_address_telephone",
        "ada@shop.example,base,default,2012-05-06 07:08:09,Shop,DE,030 901899,030 901820", "2012-05-06T07:08:09", Landline)]
    [InlineData("Magento",
        "_website,_email,_entity_id,country_id,fax,telephone",
        "base,ada@shop.example,3,DE,030 901899,030 901820", null, Landline)]
    [InlineData("Magento",
        "ID,Name,Email,Group,Phone,ZIP,Country,\"Customer Since\"",
        "3,\"Ada Lund\",ada@shop.example,General,030 901820,10115,Germany,\"May 6, 2012 7:08:09 AM\"", "2012-05-06T07:08:09", Landline)]
    [InlineData("HubSpot",
        "Record ID,First Name,Last Name,Email,Additional email addresses,Phone Number,Mobile Phone Number,Fax Number,Country/Region,Create Date",
        "51,Ada,Lund,ada@shop.example,ADA@shop.example,030 901820,015112345678,030 901899,Germany,2012-05-06 07:08", "2012-05-06T07:08:00", Landline, Mobile)]
    [InlineData("Salesforce",
        "Id,FirstName,LastName,Email,Phone,Fax,MobilePhone,HomePhone,AssistantPhone,MailingCountry,CreatedDate",
        "003,Ada,Lund,ada@shop.example,030 901820,030 901899,+4915112345678,,030 901898,Germany,2012-05-06T07:08:09.000+0000", "2012-05-06T07:08:09")]
    [InlineData("Salesforce",
        "\"Contact ID\",\"First Name\",Email,Phone,Mobile,Fax,\"Mailing Country\",\"Created Date\"",
        "003,Ada,ada@shop.example,030 901820,0151 12345678,030 901899,Germany,13/05/2012", "2012-05-13T00:00:00")]
    [InlineData("Mailchimp",
        "\"Email Address\",\"First Name\",\"Phone Number\",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,CC,LEID,EUID",
        "ada@shop.example,Ada,\"+49 30 901820\",2,,\"2012-05-06 07:08:09\",US,1,a", "2012-05-06T07:08:09", Landline)]
    [InlineData("Klaviyo",
        "Email,\"Klaviyo ID\",\"First Name\",\"Phone Number\",Country,\"Profile Created On\"",
        "ada@shop.example,01AB,Ada,'+4930901820,Germany,2012-05-06 07:08:09+00:00", "2012-05-06T07:08:09", Landline)]
    [InlineData("Brevo",
        "CONTACT ID;EMAIL;LASTNAME;SMS;WHATSAPP;LANDLINE_NUMBER;ADDED_TIME",
        "7;ada@shop.example;Lund;4915112345678;4915112345678;+4930901820;2012-05-06 07:08:09", "2012-05-06T07:08:09")]
    [InlineData("Google Contacts",
        "First Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Phone 3 - Label,Phone 3 - Value",
        "Ada,* myContacts,* Work,ada@shop.example,Mobile,+49 151 12345678,* Home,+49 30 901820,Work Fax,+49 30 901899", null)]
    [InlineData("Google Contacts",
        "Name,Given Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value",
        "Ada,Ada,* myContacts,* ,ada@shop.example ::: ada@shop.example,Mobile,+49 151 12345678 ::: +49 30 901820", null)]
    [InlineData("FluxKart",
        "customer,id,email,phoneNumber,createdAt",
        "7,9,ada@shop.example,+4930901820,2012-05-06T07:08:09.123456Z", "2012-05-06T07:08:09.123456", Landline)]
    public async Task ReadAsync_WhenHeaderIsKnown_ReadsItsColumns(
        string system, string header, string line, string? createdAt = null, string? phone = null, string? second = null)
    {
        var file = await ReadFile.OfAsync($"{header}\n{line}\n");

        var row = Assert.Single(file.Rows);
        Assert.Contains($"The columns are those of an export of {system}.", file.Notes);
        Assert.Empty(row.Faults);
        Assert.Equal([Ada], ReadFile.Emails(row));
        string[] numbers = phone is null ? [Mobile, Landline] : [.. new[] { phone, second }.Where(number => !string.IsNullOrEmpty(number))!];
        Assert.Equal(numbers.Order(StringComparer.Ordinal), ReadFile.PhoneNumbers(row).Order(StringComparer.Ordinal));
        Assert.Equal(createdAt is null ? null : DateTime.Parse(createdAt, System.Globalization.CultureInfo.InvariantCulture), row.CreatedAt);
        Assert.Equal(system == "FluxKart" ? "7" : null, row.Customer);
    }

    [Fact]
    public async Task ReadAsync_WhenShopifyCustomerHasTwoNumbers_TakesTheirOwnFirst()
    {
        var row = await ReadFile.RowOfAsync("Email,Accepts Email Marketing,Default Address Phone,Phone\nada@shop.example,no,+4930901820,+4915112345678\n");

        Assert.Equal([Mobile, Landline], ReadFile.PhoneNumbers(row));
    }

    [Fact]
    public async Task ReadAsync_WhenMagentoRowHasNoEmail_BelongsToTheRowAbove()
    {
        var file = await ReadFile.OfAsync(
            "email,_website,_store,created_at,_address_country_id,_address_telephone\n"
            + "ada@shop.example,base,default,2012-05-06 07:08:09,DE,030 901820\n"
            + ",,,,DE,0151 12345678\n"
            + ",,,,GB,none\n"
            + "bo@shop.example,base,default,2013-05-06 07:08:09,DE,\n");

        Assert.Equal([Ada, Ada, Ada, "bo@shop.example"], file.Rows.SelectMany(ReadFile.Emails));
        Assert.Equal([Landline, Mobile], file.Rows.SelectMany(ReadFile.PhoneNumbers));
        Assert.Equal(file.Rows[0].CreatedAt, file.Rows[1].CreatedAt);
        Assert.Equal([Ada, "", "", "2012-05-06 07:08:09", "DE", "0151 12345678"], file.Rows[1].Cells);
    }

    [Fact]
    public async Task ReadAsync_WhenRowAboveAMagentoRowIsUnreadable_RefusesBoth()
    {
        var file = await ReadFile.OfAsync(
            "email,_website,_store,created_in,_address_telephone\n"
            + "ada@shop.example,base,default,Shop,+4930901820\n"
            + "bo@shop.example,base,\"default,Shop,+4930901821\n"
            + ",,,,+4930901822\n");

        Assert.Equal([false, true, true], file.Rows.Select(row => row.IsRefused));
        Assert.Contains("row above", Assert.Single(file.Rows[2].Faults).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_WhenGoogleLabelStandsWhereAValueShould_NeverBecomesAnIdentifier()
    {
        var file = await ReadFile.OfAsync(
            "Name,E-mail 1 - Value,Phone 1 - Value\nAda,* ,Mobile\nBo,* Work,* \nCy,cy@shop.example,Work ::: Mobile\n");

        Assert.Equal([true, true, false], file.Rows.Select(row => row.IsRefused));
        Assert.Equal(["cy@shop.example"], file.Rows.SelectMany(ReadFile.Emails));
        Assert.Empty(file.Rows.SelectMany(ReadFile.PhoneNumbers));
    }

    [Theory]
    [InlineData("00491511234 5678")]
    [InlineData("+4915112345678")]
    [InlineData("4915112345678")]
    public async Task ReadAsync_WhenBrevoNumberComesWithoutPlus_AssumesIt(string number)
    {
        var row = await ReadFile.RowOfAsync($"EMAIL,SMS\n,{number}\n", new ReadingOptions { Region = "US" });

        Assert.Equal([Mobile], ReadFile.PhoneNumbers(row));
    }

    [Theory]
    [InlineData("customer,email\nAda Lund,ada@shop.example\n")]
    [InlineData("email,phone,region\nada@shop.example,555 1234567,CA\n")]
    public async Task ReadAsync_WhenNameOfAColumnIsVague_IgnoresTheColumn(string text)
    {
        var row = await ReadFile.RowOfAsync(text);

        Assert.Null(row.Customer);
        Assert.DoesNotContain(ReadFile.PhoneNumbers(row), number => number.StartsWith('+'));
    }

    [Fact]
    public async Task ReadAsync_WhenColumnsAreNamed_ReadsThemInsteadOfTheRecognised()
    {
        Assert.True(ColumnNames.TryParse("email:Kontakt; E-Post,phoneNumber:Phone: work,customer:Nr", out var columns, out _));

        var row = await ReadFile.RowOfAsync(
            "email,E-Post,kontakt,phone,Phone: work,created,nr\nold@shop.example,b@shop.example,a@shop.example,1,+4930901820,2012-05-06,7\n",
            new ReadingOptions { Columns = columns });

        Assert.Equal(["a@shop.example", "b@shop.example"], ReadFile.Emails(row));
        Assert.Equal([Landline], ReadFile.PhoneNumbers(row));
        Assert.Equal("7", row.Customer);
        Assert.Equal(new DateTime(2012, 5, 6), row.CreatedAt);
    }

    [Fact]
    public async Task OpenAsync_WhenNamedColumnIsMissing_SaysWhich()
    {
        Assert.True(ColumnNames.TryParse("email:Mail", out var columns, out _));

        var exception = await Assert.ThrowsAsync<UnreadableFileException>(
            () => ReadFile.OfAsync("email\nada@shop.example\n", new ReadingOptions { Columns = columns }));

        Assert.Contains("\"Mail\"", exception.Message, StringComparison.Ordinal);
    }
}
