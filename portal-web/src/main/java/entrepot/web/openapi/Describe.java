package entrepot.web.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Writes the document of all REST endpoints. */
public final class Describe {

    private static final String WS = "jakarta.ws.rs.";
    private static final List<String> VERBS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern CODE = Pattern.compile("\\b[A-Z][A-Z]+(?:_[A-Z]+)+\\b|\\bBUSY\\b");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Trees trees;
    private final JavacTask task;
    private final Schemas schemas;
    private final JsonNode examples;
    private final Map<String, ObjectNode> operations = new TreeMap<>();
    private final Set<String> faults = new TreeSet<>();

    private Describe(JavacTask task, JsonNode examples) {
        this.task = task;
        this.trees = Trees.instance(task);
        this.schemas = new Schemas(task.getElements(), task.getTypes(), faults);
        this.examples = examples;
    }

    /** @param arguments the sources of the portal, those of the domain, the recorded examples, the file to write */
    public static void main(String[] arguments) throws IOException {
        Described described = of(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), System.getProperty("java.class.path"));
        Path to = Path.of(arguments[3]);
        Files.createDirectories(to.getParent());
        Files.writeString(to, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(described.document()));
    }

    /** @param faults what a reader would miss: operations without a description and the like */
    public record Described(ObjectNode document, Set<String> faults) {
    }

    /** Reads the sources and describes what they offer. */
    public static Described of(Path web, Path domain, Path examples, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(web.resolve("entrepot/web/rest"))) {
            List<Path> units = sources.filter(file -> file.toString().endsWith(".java")).sorted().toList();
            JavacTask task = (JavacTask) compiler.getTask(null, files, diagnostic -> { }, List.of("-proc:none", "-implicit:none", "-Xprefer:source",
                    "-classpath", classPath, "-sourcepath", domain.toString()), null, files.getJavaFileObjectsFromPaths(units));
            List<CompilationUnitTree> parsed = new ArrayList<>();
            task.parse().forEach(parsed::add);
            task.analyze();
            Describe describe = new Describe(task, Files.exists(examples) ? JSON.readTree(Files.readString(examples)) : JSON.createObjectNode());
            for (CompilationUnitTree unit : parsed) {
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree) {
                        describe.resource((TypeElement) describe.trees.getElement(TreePath.getPath(unit, type)));
                    }
                }
            }
            return describe.document();
        }
    }

    private Described document() {
        ObjectNode document = JSON.createObjectNode();
        document.put("openapi", "3.1.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Entrepot");
        info.put("version", "1");
        info.put("description", "For members' and headquarters' own programs. A key of the person who made it stands in each request. Lists are paged by key,"
                + " what moves stock or money takes an Idempotency-Key, errors are problem+json with a stable code.");
        ArrayNode servers = document.putArray("servers");
        servers.addObject().put("url", "/").put("description", "The portal that this document came from; keys name their tenant.");
        document.putArray("security").addObject().putArray("key");
        ObjectNode paths = document.putObject("paths");
        operations.forEach((name, operation) -> {
            String[] verbAndPath = name.split(" ");
            ObjectNode at = paths.has(verbAndPath[1]) ? (ObjectNode) paths.get(verbAndPath[1]) : paths.putObject(verbAndPath[1]);
            at.set(verbAndPath[0].toLowerCase(java.util.Locale.ROOT), operation);
        });
        ObjectNode components = document.putObject("components");
        schemas.problem();
        components.set("schemas", schemas.all());
        ObjectNode key = components.putObject("securitySchemes").putObject("key");
        key.put("type", "http").put("scheme", "bearer").put("description", "An API key: ek_<tenant>_<secret>, made on the page API keys.");
        return new Described(document, faults);
    }

    private void resource(TypeElement type) {
        Optional<String> root = value(type, WS + "Path");
        if (root.isEmpty()) {
            return;
        }
        for (ExecutableElement method : ElementFilter.methodsIn(task.getElements().getAllMembers(type))) {
            for (String verb : VERBS) {
                if (annotation(method, WS + verb).isPresent()) {
                    String path = ("/api/" + root.get() + "/" + value(method, WS + "Path").orElse("")).replaceAll("/+", "/").replaceAll("/$", "")
                            .replaceAll("\\{\\s*(\\w+)[^}]*}", "{$1}");
                    operations.put(verb + " " + path, operation(verb, path, type, method));
                }
            }
        }
    }

    private ObjectNode operation(String verb, String path, TypeElement type, ExecutableElement method) {
        String name = verb + " " + path;
        String[] parts = path.split("/");
        ObjectNode operation = JSON.createObjectNode();
        Comment comment = Comment.of(task.getElements().getDocComment(method));
        if (comment.text().isEmpty()) {
            faults.add(name + ": say in the comment of " + type.getSimpleName() + "." + method.getSimpleName() + " what it does");
        }
        Body body = new Body(method);
        operation.putArray("tags").add(parts[2] + "/" + parts[4]);
        operation.put("operationId", parts[2] + upper(parts[4]) + upper(method.getSimpleName().toString()));
        operation.put("summary", comment.first());
        operation.put("description", comment.text());
        ArrayNode permissions = operation.putArray("x-permissions");
        body.permissions.forEach(permissions::add);
        parameters(operation, method, comment, name);
        boolean takesBody = request(operation, method, name);
        responses(operation, verb, path, method, body, takesBody);
        ArrayNode problems = operation.putArray("x-problems");
        body.problems.forEach(problems::add);
        Samples.add(operation, verb, path, examples.path(name));
        return operation;
    }

    private void parameters(ObjectNode operation, ExecutableElement method, Comment comment, String name) {
        ArrayNode parameters = JSON.createArrayNode();
        for (VariableElement parameter : method.getParameters()) {
            for (String[] kind : new String[][] {{"PathParam", "path"}, {"QueryParam", "query"}, {"HeaderParam", "header"}}) {
                value(parameter, WS + kind[0]).ifPresent(called -> {
                    ObjectNode described = parameters.addObject();
                    described.put("name", called).put("in", kind[1]).put("required", kind[1].equals("path") || called.equals("Idempotency-Key"));
                    described.put("description", Comment.parameter(comment, called));
                    described.set("schema", schemas.of(parameter.asType(), true));
                });
            }
        }
        if (method.getParameters().stream().anyMatch(p -> p.asType().toString().equals("jakarta.ws.rs.core.Request"))) {
            parameters.addObject().put("name", "If-None-Match").put("in", "header").put("required", false)
                    .put("description", "The ETag of an answer that you have: what is unchanged is 304 and has no body.").putObject("schema").put("type", "string");
        }
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
    }

    private boolean request(ObjectNode operation, ExecutableElement method, String name) {
        for (VariableElement parameter : method.getParameters()) {
            if (parameter.asType() instanceof DeclaredType declared && declared.asElement().getSimpleName().contentEquals("Body")) {
                ObjectNode json = operation.putObject("requestBody").put("required", true).putObject("content").putObject("application/json");
                json.set("schema", schemas.of(declared.getTypeArguments().get(0), true));
                if (examples.path(name).has("request")) {
                    json.set("example", examples.path(name).get("request"));
                }
                return true;
            }
        }
        return false;
    }

    private void responses(ObjectNode operation, String verb, String path, ExecutableElement method, Body body, boolean takesBody) {
        ObjectNode responses = operation.putObject("responses");
        TypeMirror answer = body.entity != null ? body.entity : method.getReturnType();
        boolean nothing = answer.getKind() == TypeKind.VOID;
        ObjectNode good = responses.putObject(body.creates ? "201" : nothing ? "204" : "200");
        good.put("description", body.creates ? "Done; its address stands in Location." : nothing ? "Done." : "What was asked for.");
        String media = value(method, WS + "Produces").orElse("application/json");
        if (!nothing) {
            ObjectNode content = good.putObject("content").putObject(media);
            if (media.equals("application/json")) {
                content.set("schema", schemas.of(answer, false));
                JsonNode example = examples.path(verb + " " + path).path("answer");
                if (!example.isMissingNode()) {
                    content.set("example", example);
                }
            } else {
                content.putObject("schema").put("type", "string");
            }
        }
        Map<String, String> problems = new TreeMap<>();
        boolean keyed = method.getParameters().stream().anyMatch(p -> value(p, WS + "HeaderParam").filter("Idempotency-Key"::equals).isPresent());
        problems.put("401", "No key of ours.");
        problems.put("403", "The key may not do this.");
        problems.put("429", "Too often; Retry-After says when again.");
        if (path.contains("{")) {
            problems.put("404", "Not there, or not yours.");
        }
        if (takesBody || keyed || method.getParameters().stream().anyMatch(p -> value(p, WS + "QueryParam").isPresent())) {
            problems.put("400", "The request itself is wrong.");
        }
        if (!verb.equals("GET")) {
            problems.put("409", "The state of things does not allow it.");
            problems.put("422", "A rule refuses it.");
        }
        problems.forEach((status, text) -> responses.putObject(status).put("description", text).putObject("content").putObject("application/problem+json")
                .putObject("schema").put("$ref", "#/components/schemas/Problem"));
        JsonNode refused = examples.path(verb + " " + path);
        if (refused.has("refusal") && responses.has(refused.path("status").asText())) {
            ((ObjectNode) responses.at("/" + refused.path("status").asText() + "/content/application~1problem+json")).set("example", refused.get("refusal"));
        }
    }

    static String upper(String word) {
        StringBuilder all = new StringBuilder();
        for (String part : word.split("-")) {
            all.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        return all.toString();
    }

    static Optional<AnnotationMirror> annotation(Element element, String type) {
        return element.getAnnotationMirrors().stream().map(a -> (AnnotationMirror) a)
                .filter(a -> ((TypeElement) a.getAnnotationType().asElement()).getQualifiedName().contentEquals(type)).findFirst();
    }

    static Optional<String> value(Element element, String type) {
        return annotation(element, type).map(a -> a.getElementValues().values().stream().findFirst().map(v -> v.getValue() instanceof List<?> list
                ? String.valueOf(list.get(0)).replaceAll("^\"|\"$", "") : String.valueOf(v.getValue())).orElse(""));
    }

    /** What a method's code tells: which use cases it calls, what they refuse, what it answers. */
    private final class Body {

        private final Set<String> permissions = new TreeSet<>();
        private final Set<String> problems = new TreeSet<>();
        private final Set<Element> seen = new HashSet<>();
        private TypeMirror entity;
        private boolean creates;

        Body(ExecutableElement method) {
            read(method, method.getReturnType().toString().endsWith("Response"));
        }

        private void read(ExecutableElement method, boolean answers) {
            TreePath path = trees.getPath(method);
            if (!seen.add(method) || path == null || !(path.getLeaf() instanceof MethodTree tree) || tree.getBody() == null) {
                return;
            }
            new TreePathScanner<Void, Void>() {

                @Override
                public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                    String said = call.getMethodSelect().toString();
                    if (answers && (said.endsWith(".entity") || said.equals("Versions.answer"))) {
                        ExpressionTree last = call.getArguments().get(call.getArguments().size() - 1);
                        entity = trees.getTypeMirror(new TreePath(getCurrentPath(), last));
                    }
                    if (answers && said.equals("Response.ok") && !call.getArguments().isEmpty()) {
                        entity = trees.getTypeMirror(new TreePath(getCurrentPath(), call.getArguments().get(0)));
                    }
                    creates |= answers && said.endsWith("Response.created");
                    called(trees.getElement(getCurrentPath()), answers);
                    return super.visitMethodInvocation(call, nothing);
                }

                @Override
                public Void visitMemberReference(MemberReferenceTree call, Void nothing) {
                    called(trees.getElement(getCurrentPath()), answers);
                    return super.visitMemberReference(call, nothing);
                }
            }.scan(new TreePath(path, tree.getBody()), null);
        }

        /** @param answers whether what calls it makes the answer, so that one that answers for it does as well */
        private void called(Element element, boolean answers) {
            if (!(element instanceof ExecutableElement method) || !(element.getEnclosingElement() instanceof TypeElement owner)) {
                return;
            }
            if (annotation(owner, "entrepot.platform.access.UseCases").isPresent()) {
                value(method, "entrepot.platform.access.Requires").filter(p -> !p.equals("*")).ifPresent(permissions::add);
                String doc = task.getElements().getDocComment(method);
                Arrays.stream((doc == null ? "" : doc).split("(?m)^\\s*@|\\s@(?=throws)")).filter(part -> part.contains("throws"))
                        .forEach(part -> CODE.matcher(part).results().forEach(code -> problems.add(code.group())));
            } else if (owner.getQualifiedName().toString().startsWith("entrepot.web.rest")) {
                read(method, answers && method.getReturnType().toString().endsWith("Response"));
            }
        }
    }

    /** Whether that kind of element is one that answers are made of. */
    static boolean isRecord(Element element) {
        return element.getKind() == ElementKind.RECORD;
    }
}
