package entrepot.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ScreenshotType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody at a browser of their own: goes to pages, fills in fields by their ids (so that the journey is the
 * same in every language), presses buttons and reads what is there. Complains of every error that the
 * browser reports.
 */
final class Person implements AutoCloseable {

    static final String PASSWORD = "entrepot-demo";
    static final int DESK = 1440;
    static final int PHONE = 390;

    /** Marks the document, and notes in it whether an answer changes this document or leads to another. */
    private static final String LISTEN = """
            () => {
              window.journeyAnswer = 'awaited';
              window.jQuery && jQuery(document).off('.journey').on('pfAjaxComplete.journey', (event, xhr, settings, told) => {
                window.journeyAnswer = told && told.redirect ? 'elsewhere' : 'here';
              });
            }""";
    private static final String QUIET = "() => !window.PrimeFaces || PrimeFaces.ajax.Queue.isEmpty()";
    /** The answer is in this document, or this is the next document, which has no mark. */
    private static final String ANSWERED = """
            () => window.journeyAnswer
              ? window.journeyAnswer === 'here' && PrimeFaces.ajax.Queue.isEmpty()
              : document.readyState === 'complete'""";

    private final RunningPortal portal;
    private final String tenant;
    private final String language;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Person(RunningPortal portal, Browser browser, String tenant, String locale) {
        this(portal, browser, tenant, locale, DESK);
    }

    /** Somebody whose screen is that many points wide: {@link #DESK} or {@link #PHONE}. */
    Person(RunningPortal portal, Browser browser, String tenant, String locale, int width) {
        this.portal = portal;
        this.tenant = tenant;
        this.language = locale;
        context = browser.newContext(new Browser.NewContextOptions().setLocale(locale).setViewportSize(width, width == PHONE ? 844 : 900)
                .setAcceptDownloads(true));
        context.setDefaultTimeout(30_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    Person signIn(String login) {
        return signIn(login, PASSWORD);
    }

    Person signIn(String login, String password) {
        goTo("/sign-in");
        fill("form:login", login.contains("@") ? login : login + "@" + tenant + ".example");
        fill("form:password", password);
        press("form:enter");
        assertThat(page.url()).doesNotContain("sign-in");
        return speak();
    }

    /** Turns the portal to this journey's language, whatever the person's own is. */
    Person speak() {
        return goTo("/language?to=" + (language.startsWith("zh") ? "zh-CN" : "en") + "&back=/desk");
    }

    /** Opens a page of the tenant; refuses anything but 200. */
    Person goTo(String path) {
        Response response = page.navigate(path.startsWith("http") ? path : portal.at(tenant, path));
        assertThat(response.status()).as(path).isEqualTo(200);
        return this;
    }

    Person fill(String id, String value) {
        field(id).fill(value);
        return this;
    }

    Person choose(String id, String value) {
        field(id).selectOption(value);
        settle();
        return this;
    }

    /** Types into a member's field and takes the first that is offered; answers its code. */
    String pick(String id, String typed) {
        field(id + "_input").pressSequentially(typed);
        Locator offered = page.locator(".ui-autocomplete-item:visible").first();
        String code = offered.innerText().split(" ")[0];
        offered.click();
        settle();
        return code;
    }

    /** Chooses the n-th entry of a list, 0 being the first. */
    Person chooseNth(String id, int nth) {
        field(id).selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(nth));
        settle();
        return this;
    }

    /** Ticks the choice with that value within a group. */
    Person tick(String group, String value) {
        page.locator("[name='" + group + "'][value='" + value + "']").check();
        return this;
    }

    Person upload(String id, Path file) {
        field(id).setInputFiles(file);
        return this;
    }

    /** Presses a button and waits for what it does. */
    Person press(String id) {
        posted(() -> field(id).click());
        return this;
    }

    /** Presses a button that asks first, and says yes. */
    Person pressAndConfirm(String id) {
        field(id).click();
        posted(() -> page.locator(".ui-confirmdialog-yes:visible").click());
        return this;
    }

    /** Waits until it is there. */
    Person await(String id) {
        field(id).waitFor();
        return this;
    }

    Download download(Runnable press) {
        return page.waitForDownload(press);
    }

    Locator field(String id) {
        return page.locator("[id='" + id + "']");
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    boolean sees(String id) {
        return field(id).isVisible();
    }

    String text() {
        return page.locator("body").innerText();
    }

    String url() {
        return page.url();
    }

    /** The parameter of the present address, such as the code of what is shown. */
    String parameter(String name) {
        String url = page.url();
        int at = url.indexOf(name + "=");
        assertThat(at).as(name + " in " + url).isPositive();
        String rest = url.substring(at + name.length() + 1);
        return rest.contains("&") ? rest.substring(0, rest.indexOf('&')) : rest;
    }

    /** Whether the page is wider than the screen, so that one would have to push it about. */
    boolean overflows() {
        return (Boolean) page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth + 1");
    }

    /** Keeps a picture among the build's output. */
    Person picture(String name) {
        // a PNG takes the machine several times as long
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setType(ScreenshotType.JPEG).setQuality(85)
                .setPath(Path.of("target", "pictures", "journey", name + ".jpg")));
        return this;
    }

    private void posted(Runnable click) {
        page.evaluate(LISTEN);
        click.run();
        page.waitForFunction(ANSWERED);
    }

    /** Waits for what a choice has set off. */
    private void settle() {
        page.waitForFunction(QUIET);
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("what the browser complained of").isEmpty();
    }
}
