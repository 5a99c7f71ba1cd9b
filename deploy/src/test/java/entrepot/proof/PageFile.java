package entrepot.proof;

import com.tngtech.archunit.core.domain.JavaClass;
import entrepot.identity.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page, as its file tells it.
 *
 * @param path        its address: {@code /agent/orders/detail}
 * @param codes       the parameters that name a thing, with the word under which {@link Samples} knows it
 * @param permissions of the use cases that load it
 */
record PageFile(String path, Map<String, String> codes, Set<String> permissions) {

    private static final Path WEBAPP = Path.of("..", "portal-web", "src", "main", "webapp");
    private static final Pattern PARAMETER = Pattern.compile("<f:viewParam\\s+name=\"(\\w+)\"");
    private static final Pattern ASKED = Pattern.compile("(?:getParameter|asked)\\((?:request, )?\"(\\w+)\"\\)");
    private static final Pattern BEAN = Pattern.compile("#\\{[^}]*?\\b([a-z]\\w*(?:Page|Part))\\.(\\w+)");
    private static final Pattern ACTION = Pattern.compile("<f:viewAction\\s+action=\"#\\{(\\w+)\\.(\\w+)}\"");
    private static final Set<String> AREAS = Set.of("agent", "dealer", "hq", "finance");
    /** Parameters that choose among what a person sees anyway, and tokens, which are secrets and no codes. */
    private static final Set<String> CHOICES = Set.of("carrier", "consignment", "after", "before", "view", "words", "back", "own", "token", "state",
            "month", "tab", "kind", "page", "group", "type", "category", "from", "to", "sent", "out", "q", "query", "language", "account", "done", "message", "things", "again", "line", "filing", "day", "event", "cause", "least", "most", "known", "what", "form");
    private static final Map<String, String> WORDS = Map.of("sku", "variants", "handle", "products", "warehouse", "warehouses",
            "order", "orders", "shop", "sub-shops", "member", "members", "seller", "members", "organisation", "members");

    static List<PageFile> all() {
        try (Stream<Path> files = Files.walk(WEBAPP)) {
            return files.filter(file -> file.toString().endsWith(".xhtml"))
                    .map(file -> WEBAPP.relativize(file))
                    .filter(file -> !file.startsWith("WEB-INF") && !file.startsWith("resources")).sorted()
                    .map(PageFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PageFile read(Path file) {
        String text;
        try {
            text = Files.readString(WEBAPP.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String path = "/" + file.toString().replace('\\', '/').replaceFirst("\\.xhtml$", "");
        Map<String, String> codes = new LinkedHashMap<>();
        Set<String> parameters = new TreeSet<>(found(PARAMETER, text));
        found(BEAN, text).forEach(bean -> parameters.addAll(found(ASKED, source(bean))));
        parameters.stream().filter(name -> !CHOICES.contains(name) && !path.equals("/search"))
                .forEach(name -> codes.put(name, name.equals("code") ? noun(path) : WORDS.getOrDefault(name, name)));
        Set<String> permissions = new TreeSet<>();
        for (Matcher action = ACTION.matcher(text); action.find();) {
            permissions.addAll(load(path, action.group(1), action.group(2)));
        }
        if (!text.contains("<f:viewAction")) {
            // nothing is loaded ahead: what the page shows loads itself
            for (Matcher read = BEAN.matcher(text); read.find();) {
                permissions.addAll(getter(read.group(1), read.group(2)));
            }
        }
        return new PageFile(path, codes, permissions);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The source of a page's bean, where it may read parameters of the address itself. */
    private static String source(String bean) {
        Path root = Path.of("..", "portal-web", "src", "main", "java");
        return types(bean).stream().map(type -> {
            try {
                return Files.readString(root.resolve(type.getName().replace('.', '/') + ".java"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).collect(Collectors.joining());
    }

    private static List<JavaClass> types(String bean) {
        String name = Character.toUpperCase(bean.charAt(0)) + bean.substring(1);
        return Classes.web().filter(type -> type.getSimpleName().equals(name)).toList();
    }

    private static Set<String> getter(String bean, String property) {
        String name = Character.toUpperCase(property.charAt(0)) + property.substring(1);
        return types(bean).stream().flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getName().equals("get" + name) || method.getName().equals("is" + name))
                .flatMap(method -> Classes.permissions(method).stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code /hq/members/application} shows an application, {@code /agent/orders/detail} one of the orders. */
    private static String noun(String path) {
        String[] parts = path.split("/");
        String last = parts[parts.length - 1];
        return Samples.unknown(List.of(last)).isEmpty() ? last : parts[parts.length - 2];
    }

    private static Set<String> load(String path, String bean, String method) {
        List<JavaClass> types = types(bean);
        if (types.size() != 1) {
            throw new AssertionError(path + " is loaded by " + bean + ", of which there are " + types.size());
        }
        return types.get(0).getAllMethods().stream().filter(found -> found.getName().equals(method)).findFirst()
                .map(Classes::permissions)
                .orElseThrow(() -> new AssertionError(path + " is loaded by " + bean + "." + method + ", which is not there"));
    }

    /** Whether one must be signed in. */
    boolean isPrivate() {
        return !area().isEmpty() || path.startsWith("/account/") || path.startsWith("/demo/") || path.equals("/desk")
                || path.equals("/search");
    }

    /** The area whose roles may come in; empty for everybody. */
    String area() {
        String first = path.split("/")[1];
        return AREAS.contains(first) ? first : "";
    }

    private boolean inArea(Role role) {
        return area().isEmpty() || role.permissions().contains("area:" + area());
    }

    boolean isOpenTo(Role role) {
        return inArea(role) && role.permissions().containsAll(permissions);
    }

    boolean isShutTo(Role role) {
        return !inArea(role)
                || !permissions.isEmpty() && permissions.stream().noneMatch(role.permissions()::contains);
    }

    /** Its address with codes as parameters. */
    String at(Map<String, String> values) {
        return values.isEmpty() ? path : path + "?" + values.entrySet().stream().map(value -> value.getKey() + "="
                + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    /** A value for each parameter that names a thing; empty when the demonstration has none for that person. */
    Map<String, String> own(Samples samples, Person person) {
        Map<String, String> own = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        codes.forEach((name, noun) -> samples.own(noun, person).ifPresentOrElse(code -> own.put(name, code),
                () -> missing.add(noun)));
        return missing.isEmpty() ? own : Map.of();
    }

    @Override
    public String toString() {
        return path;
    }
}
