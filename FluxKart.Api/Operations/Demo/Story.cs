using static FluxKart.Api.Operations.Demo.StoryStep;

namespace FluxKart.Api.Operations.Demo;

/// <summary>
/// The customers of the demo. All of them are invented: their email addresses have domains for examples, and their phone numbers are
/// reserved for fiction. To add to the story, add an order or a step.
/// </summary>
/// <remarks>
/// Sources: https://www.rfc-editor.org/rfc/rfc2606, https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama.
/// </remarks>
internal static class Story
{
    /// <summary>Imported before the first step. In any order, because their dates decide which contact is the oldest.</summary>
    public static IReadOnlyList<PastOrder> PastOrders { get; } =
    [
        // A potter whose addresses and numbers have changed over the years.
        new(612.4, "elena@example.com", "+44 7700 900112"),
        new(455.2, "elena@example.com", "+44 20 7946 0145"),
        new(301.7, "studio@marsh.example", "+44 20 7946 0145"),
        new(96.3, "studio@marsh.example", "+44 7700 900388"),
        new(40.6, "e.marsh@example.org", "+44 1632 960077"),

        // Rosa Keller, and her children Daniel and Mia, with one phone at home.
        new(540.5, "rosa.keller@example.com", "+44 20 7946 0123"),
        new(402.9, "rosa.keller@example.com", "+44 7700 900201"),
        new(377.3, "daniel.keller@example.net", "+44 20 7946 0123"),
        new(210.8, "daniel.keller@example.net", "+44 7700 900245"),
        new(120.2, "mia.keller@example.org", "+44 20 7946 0123"),
        new(33.6, "daniel@keller-bikes.example", "+44 7700 900245"),

        // A dental practice whose staff order with the mailbox of the office.
        new(498.1, "office@harbour-dental.example", "+44 7700 900301"),
        new(471.6, "office@harbour-dental.example", "+44 7700 900302"),
        new(430.3, "ines.duarte@example.com", "+44 7700 900302"),
        new(398.9, "office@harbour-dental.example", "+44 7700 900303"),
        new(350.2, "k.okafor@example.net", "+44 7700 900303"),
        new(280.4, "office@harbour-dental.example", "+44 7700 900304"),
        new(233.5, "office@harbour-dental.example", "+44 7700 900305"),
        new(190.1, "liam.byrne@example.org", "+44 7700 900305"),
        new(131.8, "office@harbour-dental.example", "+44 7700 900306"),
        new(18.9, "office@harbour-dental.example", "+44 1632 960300"),

        // Guests of a hostel who give the number of its front desk.
        new(260.3, "amelie.roux@example.com", "+44 1632 960500"),
        new(215.7, "ben.carver@example.net", "+44 1632 960500"),
        new(140.4, "chioma.eze@example.org", "+44 1632 960500"),
        new(88.8, "chioma.eze@example.org", "+44 7700 900511"),
        new(52.1, "dario.conti@example.com", "+44 1632 960500"),
        new(9.5, "ben.carver@example.net", "+44 7700 900512"),

        // Buyers of a marketplace, which gives the shop its own address.
        new(333.2, "orders@quickmarket.example", "+44 7700 900601"),
        new(250.9, "orders@quickmarket.example", "+44 7700 900602"),
        new(170.6, "orders@quickmarket.example", "+44 7700 900603"),
        new(110.3, "yusuf.demir@example.com", "+44 7700 900602"),

        // A customer who moved, and came back with nothing in common.
        new(580.7, "jonas.lindqvist@example.com", "+44 7700 900701"),
        new(410.2, "jonas.lindqvist@example.com", "+44 1632 960701"),
        new(60.5, "jonas@lindqvist-design.example", "+44 7700 900777"),

        // Two women of the same name.
        new(290.1, "maria.santos@example.com", "+44 7700 900801"),
        new(84.6, "msantos@example.net", "+44 7700 900802"),

        // Noor Haddad's number ends in 517. Once it was typed as 571, which turned out to be Sam Whitlock's.
        new(225.9, "sam.whitlock@example.net", "+44 1632 960571"),
        new(198.4, "noor.haddad@example.com", "+44 7700 900517"),
        new(27.3, "noor.haddad@example.com", "+44 7700 900571"),
        new(11.8, "sam.whitlock@example.net", "+44 7700 900571"),

        // Somebody who asks to be forgotten.
        new(367.8, "viktor.hale@example.com", "+44 7700 900901"),

        // Customers without a story.
        new(520.6, "grace.lindley@example.com", "+1 202-555-0143"),
        new(388.2, "grace.lindley@example.com", "+1 202-555-0178"),
        new(345.1, "zoe@bücher.example", "+49 30 23125 177"),
        new(164.4, "p.moreau@example.net", "+33 1 99 00 47 11"),
        new(101.5, "ruby.walker@example.org", "+61 491 570 156"),
        new(66.9, null, "+44 20 7946 0999"),
        new(45.3, "accounts.payable.and.purchasing.department@northern-lighthouse-trust.example", null),
        new(21.7, "tomasz.zielinski@example.com", "+44 7700 900951"),
        new(3.2, "lucy.hart@example.net", "+44 7700 900977"),
    ];

    /// <summary>What happens after the past orders, in this order.</summary>
    public static IReadOnlyList<StoryStep> Steps { get; } =
    [
        new Mark("orders@quickmarket.example", "The address of a marketplace, which all of its buyers have."),
        new Merge("jonas.lindqvist@example.com", "jonas@lindqvist-design.example", "He called: he moved, and has a new address and number."),
        new Remove("noor.haddad@example.com", "+44 7700 900571", "Noor's number with two digits swapped. It is Sam's."),
        new Order("sam.whitlock@example.net", "+44 7700 900571"),
        new Erase("viktor.hale@example.com", "He asked to be forgotten."),

        // A merge that was a mistake is undone by a split that keeps nothing apart.
        new Merge("maria.santos@example.com", "msantos@example.net", "The same name."),
        new Split(["msantos@example.net"], "Two women of the same name: the merge was a mistake.", KeepApart: false),

        // The phone at home becomes shared. Then Daniel's order is his own, and Rosa's with Daniel's phone does not join the two again.
        new Split(
            ["daniel.keller@example.net", "daniel@keller-bikes.example"],
            "Daniel has moved out. He and his mother used the same phone at home."),
        new Order("daniel.keller@example.net", "+44 20 7946 0123"),
        new Order("rosa.keller@example.com", "+44 7700 900245"),

        // One order names what two customers hold, so both were Elena Marsh.
        new Order("e.marsh@example.org", "+44 7700 900388"),
        new Order("shop@marsh.example", "+44 1632 960077"),

        new Order("hannah.brandt@example.com", "+49 30 23125 204"),
        new Order("lucy.hart@example.net", "+44 7700 900978"),
    ];
}
