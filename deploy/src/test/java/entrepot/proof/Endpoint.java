package entrepot.proof;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import entrepot.identity.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One method of a REST resource, as its annotations tell it.
 *
 * @param path        from the root, with templates: {@code /api/agent/v1/orders/{code}}
 * @param permissions of the use cases that it calls
 * @param first       the one that it asks for before it reads a body; empty where it reads none
 * @param takesBody   whether it reads a body
 * @param keyed       whether it reads an idempotency key
 */
record Endpoint(String verb, String path, Set<String> permissions, String first, boolean takesBody, boolean keyed) {

    private static final String WS = "jakarta.ws.rs.";
    private static final List<String> VERBS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\s*(\\w+)[^}]*}");

    /** Read once: looking through all classes takes a tenth of a second. */
    private static final List<Endpoint> ALL = read();

    static List<Endpoint> all() {
        return ALL;
    }

    private static List<Endpoint> read() {
        List<Endpoint> all = new ArrayList<>();
        Classes.web().filter(type -> type.isAnnotatedWith(WS + "Path")).forEach(type -> type.getAllMethods().forEach(
                method -> VERBS.stream().filter(verb -> method.isAnnotatedWith(WS + verb))
                        .forEach(verb -> all.add(of(verb, type, method)))));
        all.sort(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::verb));
        return List.copyOf(all);
    }

    private static Endpoint of(String verb, JavaClass type, JavaMethod method) {
        String path = "/api/" + Classes.value(type.getAnnotations(), WS + "Path").orElse("") + "/"
                + Classes.value(method.getAnnotations(), WS + "Path").orElse("");
        boolean body = method.getParameters().stream().anyMatch(parameter -> parameter.getAnnotations().isEmpty()
                || parameter.getAnnotations().stream().noneMatch(a -> a.getRawType().getName().startsWith(WS)));
        boolean keyed = method.getParameters().stream().map(JavaParameter::getAnnotations)
                .anyMatch(a -> Classes.value(a, WS + "HeaderParam").filter("Idempotency-Key"::equals).isPresent());
        String clean = TEMPLATE.matcher(path.replaceAll("/+", "/")).replaceAll("{$1}").replaceAll("/$", "");
        String first = Classes.value(method.getAnnotations(), Classes.REQUIRES).orElse("");
        return new Endpoint(verb, clean, Classes.permissions(method), first, body, keyed);
    }

    /** The word after /api/. */
    String audience() {
        return path.split("/")[2];
    }

    boolean reads() {
        return verb.equals("GET");
    }

    boolean isOpenTo(Role role) {
        return role.permissions().contains("area:" + audience()) && role.permissions().containsAll(permissions);
    }

    /** Whether nothing of it is for that role. */
    boolean isShutTo(Role role) {
        return !role.permissions().contains("area:" + audience())
                || !first.isEmpty() && !role.permissions().contains(first)
                || !permissions.isEmpty() && permissions.stream().noneMatch(role.permissions()::contains);
    }

    /** What each template of the path stands for: the word before it, {@code orders} for {@code orders/{code}}. */
    List<String> nouns() {
        List<String> nouns = new ArrayList<>();
        String[] parts = path.split("/");
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].startsWith("{")) {
                nouns.add(parts[i - 1]);
            }
        }
        return nouns;
    }

    /** The path with codes in place of the templates. */
    String at(Map<String, String> codes) {
        StringBuilder at = new StringBuilder();
        String before = "";
        for (String part : path.substring(1).split("/")) {
            Matcher template = TEMPLATE.matcher(part);
            at.append('/').append(template.find() ? template.replaceAll(codes.get(before)) : part);
            before = part;
        }
        return at.toString();
    }

    @Override
    public String toString() {
        return verb + " " + path;
    }
}
