package entrepot.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import entrepot.commission.CommissionProblem;
import entrepot.fulfilment.FulfilmentProblem;
import entrepot.identity.ApiKeys;
import entrepot.identity.IdentityPermission;
import entrepot.identity.Role;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.kernel.TenantId;
import entrepot.kernel.Transitions;
import entrepot.ordering.OrderProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.approval.Proposal;
import entrepot.reporting.Desk;
import entrepot.web.pages.frame.Navigation;
import entrepot.web.pages.frame.Refusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No page may show a key in brackets, in any language. */
class EveryWordIsThereTest {

    private static final Path MESSAGES = Path.of("src/main/resources/entrepot/web/messages");
    private static final Path WEBAPP = Path.of("src/main/webapp");
    private static final Path JAVA = Path.of("src/main/java");
    private static final Pattern IN_PAGE = Pattern.compile("msg\\[\\s*'([^']+)'\\s*]|msg\\.text\\(\\s*'([^']+)'|emptyKey=\"([^\"#]+)\"");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern DETAIL = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)(?:\\|[^|{}]*\\|[^|{}]*)?}");
    private static final Pattern SAID = Pattern.compile("Done\\.(?:to\\(\\s*[^;]*?,\\s*|say\\(\\s*)\"([a-z][A-Za-z0-9._-]*\\.[A-Za-z0-9._-]+)\"");

    private final Bundles bundles = bundles();

    @Test
    void every_key_exists_in_all_three_languages() {
        Set<String> english = bundles.keys(Languages.ENGLISH);
        for (Locale language : Languages.ALL) {
            assertThat(new TreeSet<>(bundles.keys(language))).as(language.toLanguageTag()).isEqualTo(new TreeSet<>(english));
        }
    }

    @Test
    void every_text_names_the_same_details_in_all_three_languages() {
        for (String key : bundles.keys(Languages.ENGLISH)) {
            Set<String> english = details(bundles.find(Languages.ENGLISH, key));
            for (Locale language : Languages.ALL) {
                assertThat(details(bundles.find(language, key))).as(key + " in " + language.toLanguageTag()).isEqualTo(english);
            }
        }
    }

    @Test
    void no_key_stands_in_two_bundles() {
        assertThat(bundles.twice()).isEmpty();
    }

    @Test
    void no_text_is_empty() {
        for (Locale language : Languages.ALL) {
            assertThat(bundles.keys(language).stream().filter(key -> bundles.find(language, key).isBlank())).as(language.toLanguageTag()).isEmpty();
        }
    }

    @Test
    void every_key_that_a_page_uses_exists() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path page : files(WEBAPP, ".xhtml")) {
            Matcher m = IN_PAGE.matcher(COMMENT.matcher(Files.readString(page)).replaceAll(""));
            while (m.find()) {
                if (m.group(3) != null) {
                    need(m.group(3) + ".title", page, missing);
                    need(m.group(3) + ".text", page, missing);
                } else {
                    need(m.group(1) != null ? m.group(1) : m.group(2), page, missing);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_message_that_a_bean_says_exists() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path bean : files(JAVA, ".java")) {
            Matcher m = SAID.matcher(Files.readString(bean));
            while (m.find()) {
                need(m.group(1), bean, missing);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void no_page_holds_words_of_its_own() throws IOException {
        Set<String> found = new TreeSet<>();
        // between tags and in the attributes that people read: letters outside #{…}
        Pattern attributes = Pattern.compile("\\b(?:title|label|placeholder|about|help|aria-label|backTitle|text|words|reason)=\"([^\"]*)\"");
        for (Path page : files(WEBAPP, ".xhtml")) {
            String text = COMMENT.matcher(Files.readString(page)).replaceAll("").replaceAll("(?s)<!DOCTYPE[^>]*>", "");
            if (page.endsWith("languages.xhtml")) {
                continue;
            }
            String between = text.replaceAll("#\\{[^}]*}", "").replaceAll("(?s)<[^>]*>", "\u0000").replaceAll("&[a-z]+;", "");
            for (String piece : between.split("\u0000")) {
                if (piece.codePoints().anyMatch(Character::isLetter)) {
                    found.add(page + ": " + piece.strip());
                }
            }
            Matcher m = attributes.matcher(text);
            while (m.find()) {
                if (m.group(1).replaceAll("#\\{[^}]*}", "").codePoints().anyMatch(Character::isLetter)) {
                    found.add(page + ": " + m.group());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void every_refusal_has_its_words() {
        Set<String> missing = new TreeSet<>();
        for (JavaClass problem : new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("entrepot")) {
            if (problem.isEnum() && problem.isAssignableTo(ProblemCode.class)) {
                for (Object constant : problem.reflect().getEnumConstants()) {
                    need("problem." + ((ProblemCode) constant).name(), Path.of(problem.getName()), missing);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_field_that_a_refusal_names_has_its_words() throws IOException {
        Pattern field = Pattern.compile("Problem\\.(?:invalid|missing)\\(\"([A-Za-z]+)\"");
        Set<String> missing = new TreeSet<>();
        for (Path root : List.of(JAVA, Path.of("../portal-domain/src/main/java"))) {
            for (Path source : files(root, ".java")) {
                Matcher m = field.matcher(Files.readString(source));
                while (m.find()) {
                    need("field." + m.group(1), source, missing);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_state_that_a_refusal_names_has_its_words() {
        Set<String> missing = new TreeSet<>();
        for (JavaClass states : new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("entrepot")) {
            if (states.isEnum() && states.tryGetField("TRANSITIONS").isPresent()) {
                String prefix = Refusals.STATES.get(Transitions.thing(states.reflect()));
                if (prefix == null) {
                    missing.add("Refusals.STATES of " + Transitions.thing(states.reflect()));
                    continue;
                }
                for (Object state : states.reflect().getEnumConstants()) {
                    need(prefix + "." + state, Path.of(states.getName()), missing);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void a_refusal_speaks_of_states_carriers_and_days_in_the_readers_language() throws ReflectiveOperationException {
        Texts texts = new Texts();
        set(texts, "bundles", bundles);
        Refusals refusals = new Refusals();
        set(refusals, "texts", texts);
        Problem decided = new Problem(ApprovalProblem.ALREADY_DECIDED).with("code", "PRO-1").with("state", Proposal.State.WITHDRAWN);
        assertThat(refusals.text(decided, Languages.ENGLISH)).endsWith(": withdrawn.");
        assertThat(refusals.text(decided, Languages.CHINESE)).contains("已撤回");
        Problem off = new Problem(FulfilmentProblem.CARRIER_OFF).with("carrier", "yunda");
        assertThat(refusals.text(off, Languages.ENGLISH)).contains("Yunda Express");
        assertThat(refusals.text(off, Languages.CHINESE)).contains("韵达快递");
        Problem past = new Problem(CommissionProblem.PLAN_DATE_PAST).with("today", LocalDate.of(2026, 11, 22));
        assertThat(refusals.text(past, Languages.CHINESE)).contains("2026年11月22日");
        Problem limit = new Problem(OrderProblem.SHOP_LIMIT_REACHED).with("limit", "money").with("by", "owner");
        assertThat(refusals.text(limit, Languages.ENGLISH)).contains("(amount)").contains("(its owner)");
    }

    @Test
    void one_of_a_thing_is_not_many() {
        assertThat(Texts.fill("{n} {n|line|lines}", Map.of("n", 1), Languages.ENGLISH)).isEqualTo("1 line");
        assertThat(Texts.fill("{n} {n|line|lines}", Map.of("n", "1"), Languages.ENGLISH)).isEqualTo("1 line");
        assertThat(Texts.fill("{n} {n|line|lines}", Map.of("n", 11), Languages.ENGLISH)).isEqualTo("11 lines");
        assertThat(Texts.fill("{n|Se importó|Se importaron} {n}", Map.of("n", 0), Languages.SPANISH)).isEqualTo("Se importaron 0");
    }

    @Test
    void numbers_amounts_and_months_in_a_text_are_written_as_its_language_does() {
        Map<String, Object> details = Map.of("km", 1070, "cost", "2898.04 CNY", "code", "ORD-261203-ABC100", "phone", "13800000000",
                "month", YearMonth.of(2026, 11));
        String text = "{km} · {cost} · {code} · {phone} · {month}";
        assertThat(Texts.fill(text, details, Languages.ENGLISH)).isEqualTo("1,070 · 2,898.04 CNY · ORD-261203-ABC100 · 13800000000 · Nov 2026");
        assertThat(Texts.fill(text, details, Languages.SPANISH)).isEqualTo("1.070 · 2.898,04 CNY · ORD-261203-ABC100 · 13800000000 · nov 2026");
        assertThat(Texts.fill(text, details, Languages.CHINESE)).endsWith("2026年11月");
        assertThat(Figures.said("1.00 CNY / 500 g", Languages.SPANISH)).isEqualTo("1,00 CNY / 500 g");
    }

    private static void set(Object thing, String field, Object value) throws ReflectiveOperationException {
        var there = thing.getClass().getDeclaredField(field);
        there.setAccessible(true);
        there.set(thing, value);
    }

    @Test
    void every_scope_that_a_key_can_have_has_its_words() {
        Set<String> missing = new TreeSet<>();
        for (Role role : Role.values()) {
            if (role.permissions().contains(IdentityPermission.KEYS)) {
                Actor keeper = new Actor(new TenantId(1), null, false, null, null, role.name(), role.permissions(), Actor.Kind.USER);
                ApiKeys.scopesOf(keeper).forEach(scope -> need("keys.scope." + scope.replace(':', '.'), Path.of(role.name()), missing));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_figure_and_every_task_of_a_desk_has_its_words() {
        Set<String> missing = new TreeSet<>();
        for (Desk.FigureName figure : Desk.FigureName.values()) {
            need("reporting.figure." + figure, Path.of("Desk.java"), missing);
        }
        for (Desk.TaskKind task : Desk.TaskKind.values()) {
            need("reporting.task." + task, Path.of("Desk.java"), missing);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_entry_of_the_navigation_and_every_role_has_its_words() {
        Set<String> missing = new TreeSet<>();
        Navigation.ENTRIES.forEach(entry -> need(entry.title(), Path.of("Navigation"), missing));
        List.of(Role.values()).forEach(role -> need("identity.role." + role, Path.of("Role"), missing));
        assertThat(missing).isEmpty();
    }

    private void need(String key, Path where, Set<String> missing) {
        if (bundles.find(Languages.ENGLISH, key) == null) {
            missing.add(key + " (" + where + ")");
        }
    }

    private static Set<String> details(String text) {
        return text == null ? Set.of() : DETAIL.matcher(text).results().map(r -> r.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(end)).sorted().toList();
        }
    }

    private static Bundles bundles() {
        try {
            Set<String> names = files(MESSAGES, ".properties").stream().map(path -> path.getFileName().toString()).collect(Collectors.toSet());
            return Bundles.read(names, name -> Files.newInputStream(MESSAGES.resolve(name)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
