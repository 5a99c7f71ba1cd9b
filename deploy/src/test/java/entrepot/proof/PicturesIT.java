package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ScreenshotType;
import entrepot.identity.Role;
import entrepot.journey.Chromium;
import entrepot.journey.RunningPortal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Opens every page as somebody whose page it is, in English and Chinese, at a desk and on a phone: saves pictures, and
 * finds what a person would stumble over. Pictures are taken in English at a desk and in Chinese on a phone; {@code -Dpictures.all=true} takes all four.
 */
class PicturesIT {
    private static final Path FOLDER = Path.of("target", "pictures");
    private static final List<String> LANGUAGES = List.of("en", "zh-CN");
    private static final int DESK = 1440;
    private static final int PHONE = 390;
    private static final boolean ALL = Boolean.getBoolean("pictures.all");
    private static final int HTML_MAX = 150 * 1024;
    /** A key where a word should be: {@code ???}, or dotted lower-case words that are no host, file or address. */
    private static final Pattern BARE_KEY = Pattern.compile("\\?\\?\\?|(?<![\\w@/.-])[a-z][a-z-]+(\\.[a-z][a-z-]+){1,4}(?![\\w@/.-])");
    /** Names of files and hosts, and the events that receivers subscribe to by those names. */
    private static final Pattern NO_KEY = Pattern.compile("(order|consignment)\\.[a-z]+|webhook\\.test|.*\\.(csv|json|pdf|xlsx|com|cn|example|localhost|org|uk|png|jpg)");
    /** Addresses that give a file to keep. */
    private static final Pattern FILE = Pattern.compile(".*/(file|calendar-file|evidence|paper|photo|proof|raw|reconciled)");
    /** Pages that only a secret link opens; the journeys see them. */
    private static final Set<String> BY_LINK = Set.of("/setup", "/invitation", "/join/status", "/chooser", "/choose");

    private static final String AXE = read("/axe.min.js");
    private static final String AXE_RUN = """
            async () => {
              const found = await axe.run(document, {resultTypes: ['violations']});
              return found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
                .map(v => v.id + ' (' + v.impact + '): ' + v.help + ' at ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '));
            }""";
    private static final String OVERFLOW = """
            () => {
              const root = document.documentElement;
              if (root.scrollWidth <= root.clientWidth + 1) { return ''; }
              const wide = [...document.querySelectorAll('body *')].filter(e => {
                const box = e.getBoundingClientRect();
                if (box.width === 0 || box.right <= root.clientWidth + 1) { return false; }
                for (let p = e.parentElement; p; p = p.parentElement) {
                  if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(p).overflowX)) { return false; }
                }
                return true;
              });
              return (root.scrollWidth - root.clientWidth) + ' px by ' + wide.slice(0, 3).map(e => e.tagName.toLowerCase()
                + (e.id ? '#' + e.id : '') + '.' + [...e.classList].join('.')).join(', ');
            }""";

    private static final String CUT_OFF = """
            () => [...document.querySelectorAll('.table-wrap')].filter(e => e.scrollWidth > e.clientWidth + 1)
              .map(e => e.innerText.split('\\n')[0] + ' (' + (e.scrollWidth - e.clientWidth) + ' px)').join(', ')""";

    private record Sight(String name, String path) {
    }

    private final Set<String> wrong = new ConcurrentSkipListSet<>();
    private final AtomicInteger taken = new AtomicInteger();

    @Test
    void every_page_looks_right_in_both_languages_at_a_desk_and_on_a_phone() throws Exception {
        RunningPortal portal = RunningPortal.shared();
        Map<Role, Person> people = Person.ofEachRole(portal);
        Map<Role, List<Sight>> sights = sights(people, new Samples(portal));
        List<Callable<Object>> looks = new ArrayList<>();
        for (String language : LANGUAGES) {
            for (int half = 0; half < 2; half++) {
                Map<Role, List<Sight>> own = half(sights, half);
                boolean visits = half == 1;
                looks.add(Executors.callable(() -> look(portal, people, own, visits, language)));
            }
        }
        // a browser and the portal wait for each other half of the time
        ExecutorService lookers = Executors.newFixedThreadPool(looks.size());
        try {
            for (Future<?> looked : lookers.invokeAll(looks)) {
                looked.get();
            }
        } finally {
            lookers.shutdown();
        }
        assertThat(taken.get()).isGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    /** Each page once, with the first role that it is open to; the desk for each. */
    private static Map<Role, List<Sight>> sights(Map<Role, Person> people, Samples samples) {
        Map<Role, List<Sight>> sights = new EnumMap<>(Role.class);
        for (PageFile page : PageFile.all()) {
            // a file is no page
            if (!page.isPrivate() || FILE.matcher(page.path()).matches()) {
                continue;
            }
            for (Role role : Role.values()) {
                if (page.isOpenTo(role) || page.path().equals("/desk")) {
                    Map<String, String> codes = page.own(samples, people.get(role));
                    if (codes.isEmpty() && !page.codes().isEmpty()) {
                        continue;
                    }
                    sights.computeIfAbsent(role, r -> new ArrayList<>())
                            .add(new Sight(page.path().substring(1).replace('/', '-'), page.at(codes)));
                    if (!page.path().equals("/desk")) {
                        break;
                    }
                }
            }
        }
        return sights;
    }

    /** Some of the roles, so that both halves have as much to look at. */
    private static Map<Role, List<Sight>> half(Map<Role, List<Sight>> sights, int which) {
        Map<Role, List<Sight>> own = new EnumMap<>(Role.class);
        int[] seen = new int[2];
        sights.entrySet().stream().sorted((one, other) -> other.getValue().size() - one.getValue().size()).forEach(each -> {
            int less = seen[0] <= seen[1] ? 0 : 1;
            seen[less] += each.getValue().size();
            if (less == which) {
                own.put(each.getKey(), each.getValue());
            }
        });
        return own;
    }

    /** Those pages, in one language and a browser of its own, and what visitors see. */
    private void look(RunningPortal portal, Map<Role, Person> people, Map<Role, List<Sight>> sights, boolean visits, String language) {
        try (Chromium chromium = Chromium.start()) {
            sights.forEach((role, own) -> look(chromium.browser(), portal, role.name().toLowerCase(Locale.ROOT),
                    new Client(portal).signIn(people.get(role).login()).session(), own, language));
            if (visits) {
                look(chromium.browser(), portal, "visitor", null, PageFile.all().stream()
                        .filter(page -> !page.isPrivate() && !BY_LINK.contains(page.path()))
                        .map(page -> new Sight(page.path().substring(1).replace('/', '-'), page.path())).toList(), language);
            }
        }
    }

    private void look(Browser browser, RunningPortal portal, String who, String session, List<Sight> sights,
                      String language) {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setLocale("en-GB"));
                Page page = context.newPage()) {
            if (session != null) {
                context.addCookies(List.of(new Cookie("entrepot", session).setUrl(portal.at(Person.HOME, "/"))));
            }
            page.navigate(portal.at(Person.HOME, "/language?to=" + language + "&back=/sign-in"));
            sights.forEach(sight -> pictures(page, portal, sight, who + "/" + sight.name() + "-" + language, language));
        }
    }

    private void pictures(Page page, RunningPortal portal, Sight sight, String name, String language) {
        List<String> heard = new ArrayList<>();
        Consumer<ConsoleMessage> console = message -> {
            if (message.type().equals("error") || message.text().contains("Content Security")) {
                heard.add("console: " + message.text());
            }
        };
        Consumer<String> error = message -> heard.add("script error: " + message);
        Consumer<Response> response = answer -> {
            if (answer.status() >= 400) {
                heard.add(answer.status() + " for " + answer.url());
            }
            if (answer.url().startsWith("http") && !answer.url().startsWith(portal.at(Person.HOME, "/"))) {
                heard.add("another host: " + answer.url());
            }
        };
        page.onConsoleMessage(console);
        page.onPageError(error);
        page.onResponse(response);
        try {
            page.setViewportSize(DESK, 900);
            Response answer = page.navigate(portal.at(Person.HOME, sight.path()));
            if (ALL || language.equals("en")) {
                take(page, name + "-" + DESK);
            }
            int size = answer.body().length;
            if (size > HTML_MAX) {
                heard.add("HTML of " + size / 1024 + " KB");
            }
            String text = page.locator("body").innerText();
            for (Matcher key = BARE_KEY.matcher(text); key.find();) {
                if (!NO_KEY.matcher(key.group()).matches()) {
                    heard.add("a key instead of a word: " + key.group());
                }
            }
            if (!language.equals(page.locator("html").getAttribute("lang"))) {
                heard.add("says its language is " + page.locator("html").getAttribute("lang"));
            }
            note(heard, "a table is cut off: ", page.evaluate(CUT_OFF));
            if (language.equals("en")) {
                axe(page, heard, "at a desk");
            }
            page.setViewportSize(PHONE, 844);
            if (ALL || !language.equals("en")) {
                take(page, name + "-" + PHONE);
            }
            note(heard, "wider than a phone: ", page.evaluate(OVERFLOW));
            if (!language.equals("en")) {
                axe(page, heard, "on a phone");
            }
        } catch (RuntimeException e) {
            heard.add(e.toString().lines().findFirst().orElse(""));
        } finally {
            page.offConsoleMessage(console);
            page.offPageError(error);
            page.offResponse(response);
        }
        heard.forEach(what -> wrong.add(name + ": " + what));
    }

    private void take(Page page, String name) {
        // a PNG takes the machine several times as long
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setType(ScreenshotType.JPEG).setQuality(85)
                .setPath(FOLDER.resolve(name + ".jpg")));
        taken.incrementAndGet();
    }

    private static void axe(Page page, List<String> heard, String where) {
        page.evaluate(AXE);
        for (Object violation : (List<?>) page.evaluate(AXE_RUN)) {
            heard.add("axe " + where + ": " + violation);
        }
    }

    private static void note(List<String> heard, String what, Object found) {
        if (!found.toString().isEmpty()) {
            heard.add(what + found);
        }
    }

    private static String read(String resource) {
        try (InputStream in = PicturesIT.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
