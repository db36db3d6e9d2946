namespace FluxKart.Api.Application.Transfer.Reading.Headers;

/// <summary>
/// The exports whose columns are known by name. The number of a fax machine, of an assistant or of whom an order was shipped to is not the
/// customer's. So these columns are missing on purpose.
/// </summary>
internal static class KnownExports
{
    /// <summary>All of them. The first that matches a header is its system; the last matches every header.</summary>
    public static readonly IReadOnlyList<KnownExport> All =
    [
        new("FluxKart", ["customer", "id", "email", "phonenumber", "createdat"])
        {
            Emails = ["email"],
            PhoneNumbers = ["phonenumber"],
            CreatedAt = ["createdat"],
            Customer = ["customer"],
        },
        new("Shopify", ["acceptsemailmarketing"], ["acceptsmarketing"])
        {
            Emails = ["email"],
            PhoneNumbers = ["phone", "defaultaddressphone"],
            CreatedAt = ["createdat"],
            Region = ["defaultaddresscountrycode", "countrycode", "defaultaddresscountry", "country"],
        },
        new("Shopify", ["financialstatus", "billingphone"])
        {
            Emails = ["email"],
            PhoneNumbers = ["phone", "billingphone"],
            CreatedAt = ["createdat"],
            Region = ["billingcountry"],
        },
        new("WooCommerce", ["signup", "totalspend"], ["billingemail"], ["billingphone"])
        {
            Emails = ["billingemail", "email", "useremail", "customeremail"],
            PhoneNumbers = ["billingphone", "phone"],
            CreatedAt = ["signup", "dateregistered", "userregistered", "customerregistered", "datecreated", "orderdate"],
            Region = ["billingcountry", "countryregion"],
        },
        new("Magento", ["email", "website", "store", "createdin"], ["email", "website", "store", "addresstelephone"])
        {
            Emails = ["email"],
            PhoneNumbers = ["addresstelephone"],
            CreatedAt = ["createdat"],
            Region = ["addresscountryid"],
            HasContinuationRows = true,
        },
        new("Magento", ["email", "entityid", "telephone"], ["email", "customersince"])
        {
            Emails = ["email"],
            PhoneNumbers = ["telephone", "phone"],
            CreatedAt = ["customersince"],
            Region = ["countryid", "country"],
        },
        new("HubSpot", ["recordid"], ["contactid", "createdate"])
        {
            Emails = ["email", "workemail", "additionalemailaddresses"],
            PhoneNumbers = ["phonenumber", "mobilephonenumber", "whatsappphonenumber"],
            CreatedAt = ["createdate"],
            Region = ["countryregioncode", "countryregion", "country"],
        },
        new("Salesforce", ["mailingcountry"], ["mailingcountrycode"], ["createddate", "mobilephone"], ["createddate", "mobile"],
            ["contactid", "mobile"], ["personemail"])
        {
            Emails = ["email", "personemail"],
            PhoneNumbers =
            [
                "mobilephone", "mobile", "personmobilephone", "phone", "homephone", "personhomephone", "otherphone", "personotherphone",
            ],
            CreatedAt = ["createddate"],
            Region = ["mailingcountrycode", "personmailingcountrycode", "mailingcountry", "personmailingcountry", "countrycode", "country"],
        },
        // Its column CC is the country of an IP address, which need not be that of a phone number.
        new("Mailchimp", ["memberrating"], ["leid", "euid"])
        {
            Emails = ["emailaddress", "email"],
            PhoneNumbers = ["phonenumber", "phone", "smsphonenumber", "smsphone"],
            CreatedAt = ["optintime", "confirmtime"],
        },
        new("Klaviyo", ["klaviyoid"], ["profilecreatedon"])
        {
            Emails = ["email"],
            PhoneNumbers = ["phonenumber"],
            CreatedAt = ["profilecreatedon", "dateadded", "created"],
            Region = ["country"],
        },
        new("Brevo", ["email", "sms"], ["email", "addedtime"], ["landlinenumber"])
        {
            Emails = ["email"],
            PhoneNumbers = ["sms", "whatsapp", "landlinenumber"],
            WithoutPlus = ["sms", "whatsapp", "landlinenumber"],
            CreatedAt = ["addedtime"],
        },
        new("Google Contacts", ["email#value"], ["phone#value"])
        {
            Emails = ["email#value"],
            PhoneNumbers = ["phone#value"],
            Region = ["address#country"],
        },
        new(null)
        {
            Emails = ["email", "emailaddress", "emails", "mail", "emailid", "customeremail", "contactemail", "useremail", "email#"],
            PhoneNumbers =
            [
                "phonenumber", "phone", "phonenumbers", "telephone", "telephonenumber", "tel", "mobile", "mobilephone", "mobilenumber",
                "mobilephonenumber", "cell", "cellphone", "homephone", "workphone", "customerphone", "contactphone", "phone#",
                "phonenumber#", "mobile#", "telephone#",
            ],
            CreatedAt =
            [
                "createdat", "created", "createddate", "createdate", "datecreated", "creationdate", "createdon", "customersince",
                "registered", "registeredat", "registrationdate", "dateregistered", "dateadded", "signupdate", "signedupat",
            ],
            Region = ["countrycode", "country"],
        },
    ];
}
