package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every page × signed out and every role × own, foreign and unknown codes. */
class PagesIT {
    private static final List<PageFile> PAGES = PageFile.all().stream().filter(PageFile::isPrivate).toList();

    /** Pages that begin with something and go on with it: their code may be missing. */
    private static final Set<String> BEGINNINGS = Set.of("/hq/catalogue/import");

    private static Map<Role, Person> people;
    private static final Map<Role, Client> BROWSERS = new EnumMap<>(Role.class);
    private static Samples samples;
    private static Client stranger;

    @BeforeAll
    static void signIn() throws SQLException {
        RunningPortal portal = RunningPortal.shared();
        people = Person.ofEachRole(portal);
        samples = new Samples(portal);
        stranger = new Client(portal);
        people.values().forEach(person -> BROWSERS.put(person.role(), new Client(portal).signIn(person.login())));
    }

    @Test
    void what_a_page_is_asked_for_is_known_here() {
        assertThat(PAGES).hasSizeGreaterThan(5);
        assertThat(Samples.unknown(PAGES.stream().flatMap(page -> page.codes().values().stream()).toList()))
                .as("words without a sample: say in Samples what a code of it is and whose").isEmpty();
    }

    @Test
    void who_is_not_signed_in_is_led_to_the_sign_in() {
        Set<String> wrong = new ConcurrentSkipListSet<>();
        for (PageFile page : PAGES) {
            Answer answer = stranger.page(page.path());
            String location = answer.whole().headers().firstValue("Location").orElse("");
            if (answer.status() != 302 || !location.contains("/sign-in?back=")) {
                wrong.add(page + ": " + answer.status() + " " + location);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_view_file_itself_is_never_served() {
        Set<String> wrong = new ConcurrentSkipListSet<>();
        for (PageFile page : PageFile.all()) {
            Answer answer = BROWSERS.get(Role.HQ_MANAGER).page(page.path() + ".xhtml");
            if (answer.status() != 404) {
                wrong.add(page + ".xhtml: " + answer.status());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void each_role_sees_its_own_pages_and_no_others() {
        Set<String> wrong = new ConcurrentSkipListSet<>();
        forEachRole((page, person) -> {
            Map<String, String> codes = page.own(samples, person);
            boolean missing = codes.isEmpty() && !page.codes().isEmpty();
            if (missing && page.isOpenTo(person.role())) {
                wrong.add(page + " as " + person.role() + ": the demonstration has none of " + page.codes() + " for "
                        + person.login());
            }
            Answer answer = open(page, person, codes);
            String as = page + " as " + person.role() + " " + codes + " (" + page.permissions() + "): " + answer.status();
            if (page.isShutTo(person.role())) {
                note(wrong, answer.status() == 403, as + " instead of 403");
            } else if (page.isOpenTo(person.role()) && !missing) {
                note(wrong, answer.status() == 200, as + " instead of 200" + shown(answer));
            } else {
                note(wrong, Set.of(200, 403, 404, 400).contains(answer.status()), as + shown(answer));
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_belongs_to_others_does_not_exist() {
        Set<String> wrong = new ConcurrentSkipListSet<>();
        AtomicInteger tried = new AtomicInteger();
        forEachRole((page, person) -> {
            if (!page.isOpenTo(person.role()) || page.codes().isEmpty()) {
                return;
            }
            Map<String, String> own = page.own(samples, person);
            page.codes().forEach((name, noun) -> {
                Answer nothing = open(page, person, with(own, name, Samples.UNKNOWN));
                // what only narrows a list or fills a form may be refused by its own rule
                note(wrong, nothing.status() == 404 || !name.equals("code") && Set.of(200, 422).contains(nothing.status()),
                        page + " as " + person.role() + " with unknown " + name + ": " + nothing.status());
                for (Optional<String> foreign : List.of(samples.ofAnotherMember(noun, person),
                        samples.ofAnotherTenant(noun, person))) {
                    foreign.ifPresent(code -> {
                        tried.incrementAndGet();
                        Answer answer = open(page, person, with(own, name, code));
                        note(wrong, answer.status() == nothing.status() && text(answer, code).equals(text(nothing, Samples.UNKNOWN)),
                                page + " as " + person.role() + " tells foreign " + name + "=" + code + " from nothing: "
                                        + answer.status() + " instead of " + nothing.status() + shown(answer));
                    });
                }
            });
        });
        assertThat(wrong).isEmpty();
        assertThat(tried.get()).as("foreign codes tried").isPositive();
    }

    @Test
    void a_page_without_what_it_shows_is_not_found_and_never_fails() {
        Set<String> wrong = new ConcurrentSkipListSet<>();
        forEachRole((page, person) -> {
            if (page.isOpenTo(person.role()) && !page.codes().isEmpty()) {
                for (String query : List.of("", "?code=", "?code=%20", "?code=" + "x".repeat(500), "?code=%27%22%3Cscript%3E")) {
                    Answer answer = BROWSERS.get(person.role()).page(page.path() + query);
                    note(wrong, answer.status() < 500 && (!page.codes().containsKey("code") || answer.status() >= 400
                            || query.length() <= 6 && BEGINNINGS.contains(page.path())),
                            page + query + " as " + person.role() + ": " + answer.status());
                    note(wrong, !answer.body().contains("<script>") || answer.status() == 200, page + query + " echoes what it got");
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    private interface Trial {
        void of(PageFile page, Person person);
    }

    /** Each at a browser of their own, so some at a time. */
    private static void forEachRole(Trial trial) {
        people.values().parallelStream().forEach(person -> PAGES.forEach(page -> trial.of(page, person)));
    }

    private static Answer open(PageFile page, Person person, Map<String, String> codes) {
        return BROWSERS.get(person.role()).page(page.at(codes));
    }

    private static Map<String, String> with(Map<String, String> own, String name, String code) {
        Map<String, String> codes = new LinkedHashMap<>(new HashMap<>(own));
        codes.put(name, code);
        return codes;
    }

    private static void note(Set<String> wrong, boolean right, String what) {
        if (!right) {
            wrong.add(what);
        }
    }

    /** The words of a page, without the code that was asked for and without what differs each time (state, nonces, the clock that stands
     * on each page of a demonstration: a minute may end between two answers). */
    private static String text(Answer answer, String code) {
        return answer.body().replace(code, "").replaceAll("<span class=\"top-clock-time\">[^<]*</span>", " ").replaceAll("(?s)<(script|style)\\b.*?</\\1>", " ").replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }

    private static String shown(Answer answer) {
        return answer.status() < 400 ? "" : " " + text(answer, "").strip();
    }
}
