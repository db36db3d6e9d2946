using System.Collections.Concurrent;
using PuppeteerSharp;

namespace FluxKart.Tests.Console;

/// <summary>A page of a running service in a browser. It collects what must never happen on a page.</summary>
internal sealed class ConsolePage
{
    private const string LogReports =
        """
        addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
          console.error(`report of Content-Security-Policy: ${effectiveDirective} blocks ${blockedURI} (${sourceFile}:${lineNumber})`));
        """;

    private readonly ConcurrentQueue<string> problems = [];
    private readonly string origin;

    private ConsolePage(IPage page, Uri address)
    {
        Page = page;
        origin = address.GetLeftPart(UriPartial.Authority);
        Keyboard = new PageKeyboard(page);
        page.Console += (_, e) =>
            AddIf(e.Message.Type == ConsoleType.Error, $"console error: {e.Message.Text} ({e.Message.Location?.URL})");
        page.PageError += (_, e) => problems.Enqueue($"uncaught exception: {e.Message}");
        page.Error += (_, e) => problems.Enqueue($"crash: {e.Error}");
        page.Dialog += async (_, e) =>
        {
            problems.Enqueue($"dialog: {e.Dialog.Message}");
            await e.Dialog.Dismiss();
        };
        page.Request += (_, e) => AddIf(IsOutside(new Uri(e.Request.Url)), $"outside request: {e.Request.Url}");
    }

    public IPage Page { get; }

    public PageKeyboard Keyboard { get; }

    public static async Task<ConsolePage> OpenAsync(Browser browser, Uri address)
    {
        var page = await browser.CreatePageAsync();
        var opened = new ConsolePage(page, address);
        await page.EvaluateExpressionOnNewDocumentAsync(LogReports);
        await page.GoToAsync(address.AbsoluteUri);
        return opened;
    }

    /// <summary>What axe finds in a colour scheme, without animations: a line for each element that breaks a rule.</summary>
    public async Task<IReadOnlyList<string>> AxeAsync(ColourScheme scheme)
    {
        await Page.EmulateMediaFeaturesAsync(
        [
            new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme == ColourScheme.Dark ? "dark" : "light" },
            new() { MediaFeature = MediaFeature.PrefersReducedMotion, Value = "reduce" },
        ]);
        return await Axe.FindAsync(Page);
    }

    /// <summary>
    /// The console errors, uncaught exceptions, dialogs, reports of Content-Security-Policy and requests to other origins since the last
    /// call. A test that causes some on purpose takes them, because those that remain at its end make it fail.
    /// </summary>
    public async Task<IReadOnlyList<string>> TakeProblemsAsync()
    {
        await WaitForEarlierMessagesAsync();
        var taken = new List<string>();
        while (problems.TryDequeue(out var problem))
            taken.Add(problem);
        return taken;
    }

    /// <summary>Enters a key into the form that asks for it.</summary>
    public async Task EnterKeyAsync(string key)
    {
        await Page.WaitForSelectorAsync("#key");
        await Page.TypeAsync("#key", key);
        await Keyboard.PressAsync("Enter");
    }

    /// <summary>Types the value of a single customer into the search box, by the keyboard alone, and waits for that customer.</summary>
    public async Task SearchAsync(string value)
    {
        await Page.WaitForSelectorAsync("#search-box:focus");
        await Keyboard.TypeAsync(value);
        await Keyboard.PressAsync("Enter");
        await Page.WaitForSelectorAsync("#records");
    }

    /// <summary>Chooses a file in an input, and tells the page as a reader's choice does.</summary>
    public async Task ChooseFileAsync(string selector, string path)
    {
        var input = await Page.WaitForSelectorAsync(selector);
        await input.UploadFileAsync(path);
    }

    /// <summary>Lets a test respond to the requests that change something. All others go to the service.</summary>
    /// <param name="respond">Returns whether it has responded. If not, the request goes to the service too.</param>
    public async Task InterceptChangesAsync(Func<IRequest, Task<bool>> respond)
    {
        await Page.SetRequestInterceptionAsync(true);
        Page.AddRequestInterceptor(async request =>
        {
            if (!IsChange(request) || !await respond(request))
                await request.ContinueAsync(new Payload(), 0);
        });
    }

    /// <summary>Clicks an element that downloads a file.</summary>
    /// <param name="selector">The element.</param>
    /// <param name="folder">Where the file is kept.</param>
    /// <returns>The file, under the name that the page gives it.</returns>
    public async Task<FileInfo> DownloadAsync(string selector, DirectoryInfo folder)
    {
        var completed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var name = "";
        var session = await Page.CreateCDPSessionAsync();
        session.MessageReceived += (_, e) =>
        {
            if (e.MessageID == "Browser.downloadWillBegin")
                name = e.MessageData.GetProperty("suggestedFilename").GetString()!;
            else if (e.MessageID == "Browser.downloadProgress" && e.MessageData.GetProperty("state").GetString() == "completed")
                completed.TrySetResult();
        };
        await session.SendAsync(
            "Browser.setDownloadBehavior",
            new { behavior = "allow", browserContextId = Page.BrowserContext.Id, downloadPath = folder.FullName, eventsEnabled = true });
        await Page.ClickAsync(selector);
        await completed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return folder.GetFiles(name).Single();
    }

    /// <summary>The text of the element that the selector finds.</summary>
    public Task<string> TextAsync(string selector) =>
        Page.EvaluateFunctionAsync<string>("selector => document.querySelector(selector).textContent", selector);

    public Task<byte[]> ScreenshotAsync() => Page.ScreenshotDataAsync(new ScreenshotOptions { FullPage = true });

    public async Task CloseAsync() => await Page.BrowserContext.CloseAsync();

    /// <summary>The browser sends messages in order, so none that is older can follow the page's own.</summary>
    private async Task WaitForEarlierMessagesAsync()
    {
        var last = $"{Guid.NewGuid()}";
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Receive(object? sender, ConsoleEventArgs e)
        {
            if (e.Message.Text == last)
                received.TrySetResult();
        }

        Page.Console += Receive;
        // The browser delivers exceptions and reports as tasks of the page, so this one comes after those that are due.
        await Page.EvaluateFunctionAsync("text => new Promise(done => setTimeout(() => done(console.debug(text))))", last);
        await received.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Page.Console -= Receive;
    }

    private static bool IsChange(IRequest request) =>
        request.Method != HttpMethod.Get
        && !request.Url.Contains("dryRun=true", StringComparison.Ordinal)
        && !request.Url.Contains("/lookup", StringComparison.Ordinal);

    private bool IsOutside(Uri address) =>
        address.Scheme is not ("data" or "blob" or "about") && address.GetLeftPart(UriPartial.Authority) != origin;

    private void AddIf(bool isProblem, string problem)
    {
        if (isProblem)
            problems.Enqueue(problem);
    }
}
