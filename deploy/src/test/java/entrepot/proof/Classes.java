package entrepot.proof;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The compiled classes of the portal, read without loading them. */
final class Classes {
    private static final String USE_CASES = "entrepot.platform.access.UseCases";
    static final String REQUIRES = "entrepot.platform.access.Requires";
    private static final JavaClasses ALL = read();

    private Classes() {
    }

    private static JavaClasses read() {
        Path web = folder("portal-web");
        return new ClassFileImporter().importPaths(web, folder("portal-domain"));
    }

    /** The folder with a module's classes. */
    private static Path folder(String module) {
        Path folder = Path.of("..", module, "target", "classes").toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("No classes in " + folder + ": run this with mvn verify from the root.");
        }
        return folder;
    }

    static Stream<JavaClass> web() {
        return ALL.stream().filter(type -> type.getPackageName().startsWith("entrepot.web."));
    }

    /** The value of an annotation, as text; empty without the annotation. */
    static Optional<String> value(Set<? extends JavaAnnotation<?>> annotations, String type) {
        return annotations.stream().filter(a -> a.getRawType().getName().equals(type)).findFirst()
                .map(a -> String.valueOf(a.get("value").orElse("")));
    }

    /**
     * The permissions of all use cases that a method calls, itself or through other methods of the web module. What a
     * use case calls inside is its own affair.
     */
    static Set<String> permissions(JavaMethod start) {
        Set<String> permissions = new TreeSet<>();
        Set<JavaCodeUnit> seen = new HashSet<>();
        Deque<JavaCodeUnit> open = new ArrayDeque<>();
        open.add(start);
        while (!open.isEmpty()) {
            JavaCodeUnit unit = open.poll();
            if (!seen.add(unit)) {
                continue;
            }
            Stream<JavaCodeUnitAccess<?>> calls = Stream.concat(unit.getCallsFromSelf().stream(),
                    unit.getCodeUnitReferencesFromSelf().stream());
            calls.forEach(call -> {
                JavaClass owner = call.getTargetOwner();
                Optional<? extends JavaCodeUnit> target = call.getTarget().resolveMember();
                if (owner.isAnnotatedWith(USE_CASES)) {
                    target.flatMap(member -> value(member.getAnnotations(), REQUIRES)).filter(p -> !p.equals("*"))
                            .ifPresent(permissions::add);
                } else if (owner.getPackageName().startsWith("entrepot.web.")) {
                    target.ifPresent(open::add);
                }
            });
        }
        return permissions;
    }
}
