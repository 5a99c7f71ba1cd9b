package entrepot.launcher;

import entrepot.db.Database;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the operator chose. The command line wins over the environment, the environment over the configuration file.
 *
 * <p>One rule for names: {@code db.owner.password} in the file is {@code ENTREPOT_DB_OWNER_PASSWORD} in the
 * environment. What the launcher does not know is for the portal and reaches it as environment.
 */
final class Settings {
    private static final String PREFIX = "ENTREPOT_";
    /** How often clients may come; they are the portal's, and checked here so that a wrong one is said before anything starts. */
    private static final List<String> LIMITS = List.of("api.limit", "join.limit", "push.limit");

    private static final int SECRETS_KEY_MIN = 32;

    /** What the portal's JVM is tuned for: long runs; a quick start; a start that no other follows on its data folder. */
    enum Jvm { STEADY, QUICK, ONCE }

    private final Path home;
    private final Map<String, String> values;

    private Settings(Path home, Map<String, String> values) {
        this.home = home;
        this.values = values;
    }

    /**
     * Reads them all.
     *
     * @param home        the folder of the installation
     * @param options     the command line's {@code --name=value}
     * @param environment of the process
     * @throws LauncherException for an option that has another form, or a file that cannot be read
     */
    static Settings read(Path home, List<String> options, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        for (String option : options) {
            if (!option.matches("--[a-z.]+=.*")) {
                throw new LauncherException("This option is not understood: " + option + " (write --name=value)");
            }
            int equals = option.indexOf('=');
            given.put(option.substring(2, equals), option.substring(equals + 1));
        }
        Map<String, String> values = new TreeMap<>();
        boolean chosen = given.containsKey("conf");
        Path file = Path.of(given.getOrDefault("conf", home.resolve("conf/entrepot.conf").toString()));
        if (chosen || Files.exists(file)) {
            values.putAll(readFile(file));
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !value.isBlank()) {
                values.put(name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value.strip());
            }
        });
        values.putAll(given);
        return new Settings(home, values);
    }

    private static Map<String, String> readFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new LauncherException("The configuration file " + file + " cannot be read: " + e, e);
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> {
            String value = properties.getProperty(name).strip();
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        });
        return values;
    }

    /** Refuses values that nothing could be started with, before anything is. */
    void check() {
        port();
        demo();
        memory();
        jvm();
        external();
        if (find("secrets.key").filter(key -> key.length() < SECRETS_KEY_MIN).isPresent()) {
            throw new LauncherException("secrets.key has at least " + SECRETS_KEY_MIN + " characters.");
        }
        if (!value("outbound.loopback", "false").matches("true|false|\\d{1,5}")) {
            throw new LauncherException("outbound.loopback is true, false or one port.");
        }
        for (String limit : LIMITS) {
            String most = value(limit, "1");
            if (!most.matches("[1-9]\\d{0,8}")) {
                throw new LauncherException(limit + " is a number from 1 on, not " + most + ".");
            }
        }
    }

    /** The folder of the installation. */
    Path home() {
        return home;
    }

    /** The port of the portal. */
    int port() {
        String port = value("port", "8080");
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
            throw new LauncherException("The port must be a number from 1 to 65535, not " + port + ".");
        }
        return Integer.parseInt(port);
    }

    /** The address of a path for people: on a tenant's own name, or with an empty code on the portal's. */
    String url(String code, String path) {
        String host = (code.isEmpty() ? "" : code + ".") + value("base.domain", "localhost");
        boolean behindProxy = value("behind.proxy", "false").equals("true");
        return (behindProxy ? "https://" + host : "http://" + host + ":" + port()) + path;
    }

    /** The address to listen on. */
    String address() {
        return value("address", "127.0.0.1");
    }

    /** The data folder. */
    Path data() {
        return home.resolve(value("data", "data")).toAbsolutePath().normalize();
    }

    /** Whether to make demonstration data in an empty database. */
    boolean demo() {
        String demo = value("demo", "false");
        if (!demo.equals("true") && !demo.equals("false")) {
            throw new LauncherException("demo is true or false, not " + demo + ".");
        }
        return demo.equals("true");
    }

    /** The largest heap of the portal. */
    String memory() {
        String memory = value("memory", "1g");
        if (!memory.matches("\\d+[mg]")) {
            throw new LauncherException("memory is a number with m or g, as 1g, not " + memory + ".");
        }
        return memory;
    }

    /** What the portal's JVM is tuned for. */
    Jvm jvm() {
        String jvm = value("jvm", "steady");
        return Arrays.stream(Jvm.values()).filter(each -> each.name().toLowerCase(Locale.ROOT).equals(jvm)).findFirst()
                .orElseThrow(() -> new LauncherException("jvm is steady, quick or once, not " + jvm + "."));
    }

    /** The database of the operator's own; empty for the embedded one. */
    Optional<Database> external() {
        if (!values.containsKey("db.url")) {
            return Optional.empty();
        }
        return Optional.of(new Database(needed("db.url"), needed("db.owner"), needed("db.owner.password"),
                value("db.app", Database.APP_ROLE), needed("db.app.password")));
    }

    /** The value of a setting that the command needs or does without. */
    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The environment of the portal: everything but the database's credentials, which it gets by other names. */
    Map<String, String> forPortal() {
        Map<String, String> environment = new TreeMap<>();
        values.forEach((name, value) -> {
            if (!name.startsWith("db.")) {
                environment.put(PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_'), value);
            }
        });
        return environment;
    }

    private String needed(String name) {
        return find(name).orElseThrow(() -> new LauncherException("With a database of your own, "
                + PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_') + " is needed too."));
    }

    private String value(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }
}
