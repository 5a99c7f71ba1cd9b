package entrepot.web.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the floor table of the design, literally: which capability stands on which. A package that is not in it fails here; a new one, or a
 * new arrow, comes with its reason in docs/.
 */
class FloorPlanTest {

    /** The rooms of the platform; each may use the others. */
    private static final Set<String> PLATFORM = Set.of("access", "tenant", "approval", "outbox", "idempotency", "jobs", "numbering", "audit", "files", "geo", "crypto", "clock", "sql", "outbound");

    /** Open to all above the platform. */
    private static final String OPEN_TO_ALL = "messaging media";

    /** Package to what it stands on, besides kernel, platform and what is open to all. */
    private static final Map<String, Set<String>> FLOORS = floors();

    private static Map<String, Set<String>> floors() {
        Map<String, Set<String>> floors = new LinkedHashMap<>();
        floor(floors, "reporting", "");
        floor(floors, "webhook", "ordering fulfilment network");
        floor(floors, "shopify", "ordering fulfilment network");
        floor(floors, "settlement", "commission aftersales invoicing payout tax fulfilment ordering wallet ledger network");
        floor(floors, "commission", "aftersales ordering tracking fulfilment catalog ledger network");
        floor(floors, "invoicing", "bank aftersales tracking ordering fulfilment wallet ledger network");
        floor(floors, "buyer", "ordering tracking network");
        floor(floors, "aftersales", "tracking ordering fulfilment freight inventory wallet ledger network");
        floor(floors, "lists", "shopify ordering fulfilment routing pricing freight wallet catalog network");
        floor(floors, "tracking", "bank fulfilment freight inventory wallet ledger network");
        floor(floors, "ordering", "fulfilment routing pricing freight inventory wallet catalog network");
        floor(floors, "bank", "payout gateway wallet ledger network");
        floor(floors, "fulfilment", "routing freight inventory wallet ledger network");
        floor(floors, "routing", "inventory freight network");
        floor(floors, "feed", "catalog pricing freight inventory network");
        floor(floors, "payout", "identity wallet ledger network");
        floor(floors, "gateway", "wallet ledger network");
        floor(floors, "onboarding", "network identity wallet ledger catalog");
        floor(floors, "identity", "network");
        floor(floors, "pricing", "network catalog");
        floor(floors, "inventory", "network catalog");
        floor(floors, "freight", "network catalog");
        floor(floors, "tax", "network ledger");
        floor(floors, "wallet", "network ledger");
        floor(floors, "network", "");
        floor(floors, "catalog", "");
        floor(floors, "ledger", "");
        floor(floors, "messaging", "");
        floor(floors, "media", "");
        floor(floors, "demo", String.join(" ", floors.keySet()));
        return floors;
    }

    private static void floor(Map<String, Set<String>> floors, String name, String standsOn) {
        Set<String> below = Stream.of((standsOn + " " + OPEN_TO_ALL).trim().split(" ")).collect(Collectors.toCollection(TreeSet::new));
        if (name.equals("messaging") || name.equals("media")) {
            below = new TreeSet<>();
        }
        floors.put(name, below);
    }

    private static JavaClasses classes;

    @BeforeAll
    static void importAll() {
        classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("entrepot");
    }

    @Test
    void every_package_is_in_the_floor_table() {
        Set<String> unknown = new TreeSet<>();
        for (JavaClass type : classes) {
            String room = room(type.getPackageName());
            boolean known = room.equals("kernel") || room.equals("web") || room.equals("db")
                    || FLOORS.containsKey(room) && type.getPackageName().equals("entrepot." + room)
                    || room.equals("platform") && PLATFORM.contains(type.getPackageName().replace("entrepot.platform.", ""));
            if (!known) {
                unknown.add(type.getPackageName());
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void each_package_stands_on_the_floors_below_it_and_nothing_else() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            String from = room(type.getPackageName());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName();
                if (target.startsWith("entrepot.") && !mayUse(from, room(target))) {
                    wrong.add(from + " -> " + room(target) + ": " + type.getName() + " uses " + dependency.getTargetClass().getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_kernel_knows_only_the_language() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            if (room(type.getPackageName()).equals("kernel")) {
                type.getDirectDependenciesFromSelf().stream().map(d -> d.getTargetClass().getBaseComponentType().getPackageName())
                        .filter(name -> !name.isEmpty() && !name.startsWith("java.") && !name.startsWith("entrepot.kernel")).forEach(name -> wrong.add(type.getName() + " uses " + name));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_domain_knows_no_http_no_pages_no_servlet_and_no_shiro() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            if (!room(type.getPackageName()).equals("web")) {
                type.getDirectDependenciesFromSelf().stream().map(d -> d.getTargetClass().getPackageName())
                        .filter(name -> name.startsWith("jakarta.servlet") || name.startsWith("jakarta.faces") || name.startsWith("jakarta.ws.rs") || name.startsWith("org.apache.shiro")
                                || name.startsWith("org.primefaces"))
                        .forEach(name -> wrong.add(type.getName() + " uses " + name));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean mayUse(String from, String target) {
        if (from.equals(target) || target.equals("kernel") || from.equals("web")) {
            return true;
        }
        if (from.equals("kernel") || from.equals("platform")) {
            return false;
        }
        return target.equals("platform") || FLOORS.getOrDefault(from, Set.of()).contains(target);
    }

    /** {@code entrepot.ordering} is the room ordering; {@code entrepot.platform.sql} is in platform. */
    private static String room(String packageName) {
        String[] parts = packageName.split("\\.");
        return parts.length > 1 ? parts[1] : "";
    }
}
