using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;
using FluxKart.Tests.Webhooks;
using PuppeteerSharp;

namespace FluxKart.Tests.Console;

/// <summary>The console in a narrow window, enlarged, with the longest values and with values from right to left.</summary>
public sealed class ConsoleLayoutTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    private const string Customer = "customers/1";
    private const string Hebrew = "שלום עולם";

    // What makes the page scroll sideways, and each control of which a part cannot be seen. What is in a box that scrolls can be reached.
    private const string FindCutOff =
        """
        () => {
          const { scrollWidth, clientWidth } = document.scrollingElement;
          const found = scrollWidth > clientWidth ? [`The page is ${scrollWidth} pixels wide in a window of ${clientWidth}.`] : [];
          for (const control of document.querySelectorAll('a[href], button:not(.skip), input, label, summary, .picture-scroll, .scroll')) {
            const { left, right, width } = control.getBoundingClientRect();
            const isOutside = !control.parentElement.closest('.scroll') && (left < 0 || right > clientWidth);
            const isCutOff = control.matches('a, button, summary, label') && control.scrollWidth > Math.ceil(width);
            if (control.checkVisibility() && !control.matches('.unseen') && (isOutside || isCutOff))
              found.push(`${control.outerHTML} is from ${left} to ${right}.`);
          }
          return found;
        }
        """;

    private const string FindSmallTargets =
        """
        () => [...document.querySelectorAll('button:not(.skip), input, summary, nav a, .picture .node > .shape')]
          .filter(target => target.checkVisibility())
          .filter(target => Math.min(target.getBoundingClientRect().width, target.getBoundingClientRect().height) < 24)
          .map(target => target.outerHTML)
        """;

    // Every text with letters from right to left must be alone in an element that keeps its direction from what is around it.
    private const string FindUnisolated =
        """
        () => {
          const found = [];
          const texts = document.createTreeWalker(document.getElementById('main'), NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const { data, parentElement } = texts.currentNode;
            if (/[\u0590-\u06ff]/.test(data) && !parentElement.matches('title')
                && !['isolate', 'plaintext'].includes(getComputedStyle(parentElement).unicodeBidi))
              found.push(parentElement.outerHTML);
          }
          return found;
        }
        """;

    private static readonly string LongestEmail = $"{new string('w', 64)}@{string.Join('.', Enumerable.Repeat(new string('m', 46), 4))}.a";
    private static readonly string LongReason = new('r', 500);

    // 200 % zoom of a window that is 1280 pixels wide, and 400 %.
    private static readonly ViewPortOptions[] Viewports =
    [
        new() { Width = 640, Height = 400, DeviceScaleFactor = 2 }, new() { Width = 320, Height = 640, DeviceScaleFactor = 1 },
    ];

    public static TheoryData<string> Pages => ["", Customer, "suggestions", "imports", "activity"];

    public static TheoryData<string> Forms => CustomerPageExtensions.NamesOfForms;

    protected override IReadOnlyDictionary<string, string?> Settings => base.Settings
        .Append(new("Webhooks:Endpoints:0:Name", new string('w', 64)))
        // Nothing listens there.
        .Append(new("Webhooks:Endpoints:0:Url", $"http://127.0.0.1:9/{new string('u', 200)}"))
        .Append(new("Webhooks:Endpoints:0:Secrets:0", WebhookSetup.Secret))
        .ToDictionary();

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_WhenTheWindowIsNarrowOrEnlarged_ScrollsOnlyDownAndCutsOffNothing(string address)
    {
        await CreateLongStoryAsync();
        foreach (var viewport in Viewports)
        {
            var page = await OpenAsync(address, viewport);

            AssertNothing(await page.Page.EvaluateFunctionAsync<string[]>(FindCutOff), viewport);
            AssertNothing(await page.Page.EvaluateFunctionAsync<string[]>(FindSmallTargets), viewport);
            AssertNothing(await page.AxeAsync(ColourScheme.Light), viewport);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Form_WhenTheWindowIsNarrowOrEnlarged_ScrollsOnlyDownAndCutsOffNothing(string form)
    {
        await CreateLongStoryAsync();
        foreach (var viewport in Viewports)
        {
            var page = await OpenAsync(Customer, viewport);
            await page.OpenFormAsync(form);

            AssertNothing(await page.Page.EvaluateFunctionAsync<string[]>(FindCutOff), viewport);
            AssertNothing(await page.Page.EvaluateFunctionAsync<string[]>(FindSmallTargets), viewport);
        }
    }

    [Theory]
    [InlineData('9')]
    [InlineData('w')]
    public async Task Problem_WhenItNamesALongValue_ScrollsOnlyDown(char character)
    {
        foreach (var viewport in Viewports)
        {
            var page = await OpenAsync($"customers/{new string(character, 200)}", viewport);

            AssertNothing(await page.Page.EvaluateFunctionAsync<string[]>(FindCutOff), viewport);
            AssertNothing(await page.Page.EvaluateFunctionAsync<string[]>(FindSmallTargets), viewport);
            Assert.All(await page.TakeProblemsAsync(), problem => Assert.Contains("status of 404", problem, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Values_WhenTheyAreRightToLeft_DoNotChangeTheDirectionOfWhatIsAround()
    {
        await CreateLongStoryAsync();
        foreach (var address in new[] { "", Customer, "suggestions", "activity" })
        {
            var page = await OpenAsync(address, Viewports[0]);
            if (address == Customer)
            {
                await page.OpenFormAsync("mark");
                await page.Page.WaitForExpressionAsync("document.querySelector('.picture-chain').textContent.startsWith('Contact 1 ')");
            }

            AssertNothing(await page.Page.EvaluateFunctionAsync<string[]>(FindUnisolated), Viewports[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Focus_OfEachElementThatTabReaches_IsVisible(string address)
    {
        await CreateLongStoryAsync();
        var page = await OpenAsync(address, new ViewPortOptions { Width = 1000, Height = 800 });
        if (address == Customer)
            await page.OpenFormAsync("split");

        var (reached, unseen) = await page.Keyboard.FindUnseenFocusAsync();

        Assert.True(reached > 6, $"Tab reaches only {reached} elements.");
        Assert.True(unseen.Count == 0, string.Join('\n', unseen));
    }

    [Fact]
    public async Task Picture_WhenTheReaderPrefersReducedMotion_IsAtRestAtOnce()
    {
        await CreateLongStoryAsync();
        var page = await OpenAsync("", Viewports[0]);
        await page.Page.EmulateMediaFeaturesAsync([new() { MediaFeature = MediaFeature.PrefersReducedMotion, Value = "reduce" }]);

        var places = await page.Page.EvaluateFunctionAsync<string[]>(
            """
            async address => {
              const placesOf = () => [...document.querySelectorAll('.node, .edge > *')].map(({ attributes, ownerSVGElement }) =>
                JSON.stringify([...attributes].map(({ value }) => value)) + JSON.stringify(ownerSVGElement.getBoundingClientRect())).join();
              location.hash = address;
              await new Promise(done => new MutationObserver(() => document.querySelector('.node') && done())
                .observe(document.getElementById('main'), { childList: true, subtree: true }));
              // The second frame begins when the first one has been painted.
              await new Promise(requestAnimationFrame);
              await new Promise(requestAnimationFrame);
              const places = [placesOf()];
              for (let frame = 0; frame < 20; frame++)
                await new Promise(requestAnimationFrame);
              const moving = [...document.querySelectorAll('*')]
                .filter(element => getComputedStyle(element).scrollBehavior === 'smooth' || element.getAnimations().length > 0);
              return [...places, placesOf(), ...moving.map(element => element.outerHTML)];
            }
            """,
            $"#/{Customer}");

        Assert.Equal(2, places.Length);
        Assert.Equal(places[0], places[1]);
    }

    private static void AssertNothing(IReadOnlyList<string> findings, ViewPortOptions viewport) =>
        Assert.True(findings.Count == 0, $"At {viewport.Width} pixels:\n{string.Join('\n', findings)}");

    private async Task<ConsolePage> OpenAsync(string address, ViewPortOptions viewport)
    {
        // The size must be known before the page is made.
        var page = await OpenAsync("/health/live");
        await page.Page.SetViewportAsync(viewport);
        await page.Page.GoToAsync(new Uri(Client.BaseAddress!, $"/console#/{address}").AbsoluteUri);
        await page.Page.WaitForSelectorAsync("main:not([aria-busy]) h1");
        return page;
    }

    private async Task CreateLongStoryAsync()
    {
        await Client.CreateStoryAsync();
        await Client.PostJsonAsync("/contacts/1/split", $$"""{"contactIds": [3], "reason": "{{LongReason}}", "keepApart": false}""");
        await Client.PostJsonAsync("/contacts/1/merge", $$"""{"contactId": 3, "reason": "{{Hebrew}}"}""");
        await Database.ExecuteAsync($"UPDATE contact SET email = '{LongestEmail}' WHERE id IN (1, 2)");
        await Database.ExecuteAsync($"UPDATE contact SET email = '{Hebrew.Replace(' ', '.')}@example.com' WHERE id IN (3, 4)");
    }
}
