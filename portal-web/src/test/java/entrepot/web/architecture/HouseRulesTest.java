package entrepot.web.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import entrepot.identity.Role;
import entrepot.kernel.ProblemCode;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.web.pages.frame.Navigation;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.beans.Introspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the design that can be read from the classes. */
class HouseRulesTest {

    private static final int NAVIGATION_MAX = 8;
    private static final Pattern OF_A_ROW = Pattern.compile("action=\"#\\{(\\w+)\\.\\w+\\((?!param\\.|at\\.index)[a-z]\\w*[.,)]");
    private static final Pattern BOUND = Pattern.compile("<f:validate[A-Za-z]+ [^>]*#\\{[^>]*>");

    private static JavaClasses classes;

    @BeforeAll
    static void importAll() {
        classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("entrepot");
    }

    @Test
    void every_public_method_of_a_use_case_class_takes_the_actor_first_and_declares_its_permission() {
        Set<String> wrong = new TreeSet<>();
        for (JavaMethod method : useCases()) {
            boolean actorFirst = !method.getRawParameterTypes().isEmpty() && method.getRawParameterTypes().get(0).isEquivalentTo(Actor.class);
            if (!actorFirst || !method.isAnnotatedWith(Requires.class)) {
                wrong.add(method.getFullName());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_permission_that_a_use_case_asks_for_is_held_by_some_role() {
        Set<String> held = new TreeSet<>();
        List.of(Role.values()).forEach(role -> held.addAll(role.permissions()));
        Set<String> orphans = new TreeSet<>();
        for (JavaMethod method : useCases()) {
            if (method.isAnnotatedWith(Requires.class)) {
                String permission = method.getAnnotationOfType(Requires.class).value();
                if (!permission.equals(Requires.ANYBODY) && !permission.equals(Requires.SYSTEM) && !held.contains(permission)) {
                    orphans.add(permission + " (" + method.getFullName() + ")");
                }
            }
        }
        assertThat(orphans).isEmpty();
    }

    @Test
    void every_permission_of_a_role_is_asked_for_by_some_use_case() {
        Set<String> asked = new TreeSet<>();
        for (JavaMethod method : useCases()) {
            if (method.isAnnotatedWith(Requires.class)) {
                asked.add(method.getAnnotationOfType(Requires.class).value());
            }
        }
        // asked for inside a use case, beside its own
        asked.add("identity:manage-headquarters");
        Set<String> idle = new TreeSet<>();
        for (Role role : Role.values()) {
            role.permissions().stream().filter(p -> !p.startsWith("area:") && !asked.contains(p)).forEach(p -> idle.add(role + " " + p));
        }
        assertThat(idle).isEmpty();
    }

    @Test
    void no_floating_point_in_the_domain() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : domain()) {
            type.getFields().stream().filter(f -> isFloating(f.getRawType())).forEach(f -> wrong.add(f.getFullName()));
            type.getMethods().stream().filter(m -> isFloating(m.getRawReturnType()) || m.getRawParameterTypes().stream().anyMatch(HouseRulesTest::isFloating))
                    .filter(m -> !m.getOwner().getPackageName().equals("entrepot.platform.geo")).forEach(m -> wrong.add(m.getFullName()));
        }
        // coordinates are angles, not amounts
        wrong.removeIf(name -> name.startsWith("entrepot.platform.geo.") || name.startsWith("entrepot.routing.") && name.contains("metres"));
        assertThat(wrong).isEmpty();
    }

    @Test
    void time_comes_from_the_business_clock() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : domain()) {
            if (type.getPackageName().equals("entrepot.platform.clock")) {
                continue;
            }
            for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                String owner = call.getTargetOwner().getName();
                boolean now = owner.startsWith("java.time.") && call.getName().equals("now");
                boolean clock = call.getTargetOwner().isEquivalentTo(Clock.class) && call.getName().startsWith("system");
                boolean millis = owner.equals("java.lang.System") && call.getName().equals("currentTimeMillis");
                if (now || clock || millis) {
                    wrong.add(call.getDescription());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void statements_are_made_in_platform_sql_only() {
        Set<String> makers = Set.of("javax.sql.DataSource", "java.sql.DriverManager", "java.sql.Statement", "java.sql.PreparedStatement", "java.sql.CallableStatement", "java.sql.ResultSet");
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            boolean allowed = type.getPackageName().equals("entrepot.platform.sql") || type.getPackageName().startsWith("entrepot.db") || type.getName().equals("entrepot.web.start.DataSources");
            if (!allowed) {
                type.getDirectDependenciesFromSelf().stream().map(d -> d.getTargetClass().getName())
                        .filter(makers::contains)
                        .forEach(name -> wrong.add(type.getName() + " uses " + name));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void pages_and_resources_touch_neither_sql_nor_entities() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            if (type.getPackageName().startsWith("entrepot.web.")) {
                type.getDirectDependenciesFromSelf().stream().map(d -> d.getTargetClass())
                        .filter(target -> target.getName().equals("entrepot.platform.sql.Sql") || target.getPackageName().equals("jakarta.persistence") || target.isAnnotatedWith("jakarta.persistence.Entity"))
                        .forEach(target -> wrong.add(type.getName() + " uses " + target.getName()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_refusal_has_its_code_once() {
        Map<String, String> codes = new HashMap<>();
        Set<String> twice = new TreeSet<>();
        for (JavaClass type : classes) {
            if (type.isEnum() && type.isAssignableTo(ProblemCode.class)) {
                for (Object constant : type.reflect().getEnumConstants()) {
                    String other = codes.put(((ProblemCode) constant).name(), type.getName());
                    if (other != null) {
                        twice.add(constant + ": " + type.getName() + " and " + other);
                    }
                }
            }
        }
        assertThat(twice).isEmpty();
    }

    @Test
    void no_name_says_only_what_layer_it_is() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            if (type.getSimpleName().matches(".+(Impl|(?<!Entity)Manager|Helper|Util|Utils|Base)")) {
                wrong.add(type.getName());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_package_says_why_it_exists() {
        Set<String> silent = new TreeSet<>();
        classes.stream().map(JavaClass::getPackageName).distinct().filter(name -> !Files.exists(
                Path.of(name.startsWith("entrepot.web.") ? "src/main/java" : name.startsWith("entrepot.db") ? "../db-changelog/src/main/java" : "../portal-domain/src/main/java",
                        name.replace('.', '/'), "package-info.java"))).forEach(silent::add);
        assertThat(silent).isEmpty();
    }

    @Test
    void a_role_sees_at_most_eight_entries_in_its_navigation() {
        Set<String> crowded = new TreeSet<>();
        for (Role role : Role.values()) {
            Actor actor = new Actor(new entrepot.kernel.TenantId(1), null, false, null, null, role.name(), role.permissions(), Actor.Kind.USER);
            int entries = Navigation.of(actor, "/desk").size();
            if (entries > NAVIGATION_MAX) {
                crowded.add(role + " sees " + entries);
            }
        }
        assertThat(crowded).isEmpty();
    }

    /** Elsewhere the server complains at each request for the page, and what matters in its log drowns. */
    @Test
    void the_parameters_of_a_page_stand_in_its_part_for_them() throws IOException {
        Set<String> wrong = new TreeSet<>();
        try (Stream<Path> pages = Files.walk(Path.of("src/main/webapp"))) {
            for (Path page : pages.filter(p -> p.toString().endsWith(".xhtml")).toList()) {
                String text = Files.readString(page);
                int metadata = text.indexOf("<f:metadata");
                int part = metadata < 0 ? -1 : text.lastIndexOf("<ui:define", metadata);
                if (part >= 0 && !text.startsWith("<ui:define name=\"metadata\"", part)) {
                    wrong.add(page.toString());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Its tag is worked out once, before there are rows: the bound would be nothing, and no number would fit. */
    @Test
    void a_button_in_a_row_means_the_row_that_was_shown() throws IOException {
        Map<String, JavaClass> beans = new HashMap<>();
        classes.stream().filter(type -> type.isAnnotatedWith(Named.class))
                .forEach(type -> beans.put(Introspector.decapitalize(type.getSimpleName()), type));
        Set<String> wrong = new TreeSet<>();
        try (Stream<Path> pages = Files.walk(Path.of("src/main/webapp"))) {
            for (Path page : pages.filter(p -> p.toString().endsWith(".xhtml")).toList()) {
                String text = Files.readString(page);
                Matcher action = OF_A_ROW.matcher(text);
                while (action.find()) {
                    JavaClass bean = beans.get(action.group(1));
                    // in a page of one request the rows are read anew when it is pressed, and the button is known by its place alone: it takes a parameter along
                    if (bean == null || !bean.isAnnotatedWith(ViewScoped.class)) {
                        wrong.add(page.getFileName() + ": " + action.group());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void no_validator_of_a_page_takes_its_bound_from_an_expression() throws IOException {
        Set<String> wrong = new TreeSet<>();
        try (Stream<Path> pages = Files.walk(Path.of("src/main/webapp"))) {
            for (Path page : pages.filter(p -> p.toString().endsWith(".xhtml")).toList()) {
                BOUND.matcher(Files.readString(page)).results().forEach(found -> wrong.add(page + ": " + found.group()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<JavaMethod> useCases() {
        return classes.stream().filter(type -> type.isAnnotatedWith(UseCases.class)).flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC) && !method.getModifiers().contains(JavaModifier.STATIC)
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC)).toList();
    }

    private static List<JavaClass> domain() {
        return classes.stream().filter(type -> !type.getPackageName().startsWith("entrepot.web.") && !type.getPackageName().startsWith("entrepot.db")).toList();
    }

    private static boolean isFloating(JavaClass type) {
        JavaClass plain = type.getBaseComponentType();
        return plain.isEquivalentTo(double.class) || plain.isEquivalentTo(float.class) || plain.isEquivalentTo(Double.class) || plain.isEquivalentTo(Float.class);
    }
}
