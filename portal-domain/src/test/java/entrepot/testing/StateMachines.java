package entrepot.testing;

import entrepot.kernel.Transitions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every state machine of the code: the enums that have a table of {@link Transitions}, found among the compiled classes. */
public final class StateMachines {

    /** Words of histories that are not told by the enum's name. */
    private static final Map<String, String> THINGS = Map.of("Run", "settlement-run", "Feeds", "feed",
            "ProductImports", "product-import", "Schedule", "charge-schedule", "Presales", "presale", "RulesDraft", "routing-rules", "Batch", "payout-batch",
            "PayeeAccount", "payout-account", "Draft", "plan-draft", "Simulation", "plan-simulation");

    private StateMachines() {
    }

    /**
     * @param thing  as histories call it, such as {@code shipping-list}
     * @param states in the order in which the code names them
     */
    public record Machine(String thing, Class<?> type, List<Enum<?>> states, Transitions<?> transitions) {

        /** Where one may go from there, in the order of the code. */
        @SuppressWarnings({"unchecked", "rawtypes"})
        public List<Enum<?>> next(Enum<?> from) {
            return states.stream().filter(to -> ((Transitions) transitions).allows(from, to)).collect(Collectors.toList());
        }

        public boolean allows(String from, String to) {
            return states.stream().filter(s -> s.name().equals(from)).flatMap(s -> next(s).stream())
                    .anyMatch(s -> s.name().equals(to));
        }
    }

    /** By the thing's word. */
    public static Map<String, Machine> all() {
        Path classes = classes();
        try {
            if (Files.isDirectory(classes)) {
                return under(classes);
            }
            try (FileSystem jar = FileSystems.newFileSystem(classes)) {
                return under(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Machine> under(Path root) throws IOException {
        Map<String, Machine> machines = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.map(root::relativize).map(Path::toString).filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.').replace('\\', '.'))
                    .map(StateMachines::machine).filter(m -> m != null).forEach(m -> machines.put(m.thing(), m));
        }
        return machines;
    }

    private static Path classes() {
        try {
            return Path.of(Transitions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Machine machine(String name) {
        try {
            Class<?> type = Class.forName(name, false, StateMachines.class.getClassLoader());
            if (!type.isEnum() || Arrays.stream(type.getDeclaredFields()).noneMatch(f -> f.getType() == Transitions.class)) {
                return null;
            }
            var table = Arrays.stream(type.getDeclaredFields()).filter(f -> f.getType() == Transitions.class).findFirst().orElseThrow();
            table.setAccessible(true);
            return new Machine(thing(type), type, Arrays.stream(type.getEnumConstants()).map(c -> (Enum<?>) c).collect(Collectors.toList()),
                    (Transitions<?>) table.get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** OrderState is the state of an order, ShippingList.State that of a shipping-list. */
    private static String thing(Class<?> type) {
        String name = type.getSimpleName().equals("State") && type.getDeclaringClass() != null
                ? type.getDeclaringClass().getSimpleName() : type.getSimpleName().replaceFirst("State$", "");
        return THINGS.getOrDefault(name, name.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT));
    }
}
