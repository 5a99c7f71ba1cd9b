package entrepot.web.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** What records look like as JSON: a schema each, named as the record, in the words of its comment. */
final class Schemas {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Elements elements;
    private final Types types;
    private final Set<String> faults;
    private final Map<String, ObjectNode> all = new TreeMap<>();
    /** Schema name to the type that it stands for: two records of one name get two names. */
    private final Map<String, String> names = new HashMap<>();

    Schemas(Elements elements, Types types, Set<String> faults) {
        this.elements = elements;
        this.types = types;
        this.faults = faults;
    }

    ObjectNode all() {
        ObjectNode node = JSON.createObjectNode();
        all.forEach(node::set);
        return node;
    }

    /** @param sent whether clients send it; else they receive it */
    ObjectNode of(TypeMirror type, boolean sent) {
        ObjectNode schema = JSON.createObjectNode();
        switch (type.getKind()) {
            case INT, LONG, SHORT -> schema.put("type", "integer");
            case BOOLEAN -> schema.put("type", "boolean");
            case ARRAY -> schema.put("type", "array").set("items", of(((ArrayType) type).getComponentType(), sent));
            case DECLARED -> declared((DeclaredType) type, schema, sent);
            case TYPEVAR, WILDCARD -> schema.put("description", "Anything.");
            default -> faults.add("no schema for " + type);
        }
        return schema;
    }

    private void declared(DeclaredType type, ObjectNode schema, boolean sent) {
        TypeElement element = (TypeElement) type.asElement();
        String name = element.getQualifiedName().toString();
        switch (name) {
            case "java.lang.String" -> schema.put("type", "string");
            case "java.lang.Integer", "java.lang.Long" -> schema.put("type", "integer");
            case "java.lang.Boolean" -> schema.put("type", "boolean");
            case "java.math.BigDecimal" -> {
                if (sent) {
                    schema.putArray("type").add("number").add("string");
                } else {
                    schema.put("type", "number");
                }
            }
            case "java.time.Instant" -> schema.put("type", "string").put("format", "date-time");
            case "java.time.LocalDate" -> schema.put("type", "string").put("format", "date");
            case "java.time.LocalTime" -> schema.put("type", "string").put("format", "time");
            case "java.time.YearMonth" -> schema.put("type", "string").put("pattern", "^\\d{4}-\\d{2}$");
            case "java.time.Duration" -> schema.put("type", "string").put("format", "duration");
            case "java.lang.Object" -> schema.put("description", "Anything.");
            case "java.util.List", "java.util.Set", "java.util.Collection" -> schema.put("type", "array").set("items", of(type.getTypeArguments().get(0), sent));
            case "java.util.Map" -> schema.put("type", "object").set("additionalProperties", of(type.getTypeArguments().get(1), sent));
            case "java.util.Optional" -> schema.setAll(of(type.getTypeArguments().get(0), sent));
            case "entrepot.kernel.Money" -> {
                money();
                schema.put("$ref", "#/components/schemas/Money");
            }
            default -> other(type, element, schema, sent);
        }
    }

    private void other(DeclaredType type, TypeElement element, ObjectNode schema, boolean sent) {
        if (element.getKind() == ElementKind.ENUM) {
            schema.put("type", "string");
            var values = schema.putArray("enum");
            element.getEnclosedElements().stream().filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT).forEach(e -> values.add(e.getSimpleName().toString()));
        } else if (element.getKind() == ElementKind.RECORD) {
            if (isInnerId(element)) {
                faults.add("an inner id (" + element.getSimpleName() + ") would go out: answer its code instead");
            }
            schema.put("$ref", "#/components/schemas/" + record(type, element, sent));
        } else {
            faults.add("no schema for " + type + ": answer a record");
        }
    }

    private boolean isInnerId(TypeElement element) {
        return element.getInterfaces().stream().anyMatch(i -> i.toString().equals("entrepot.kernel.Id"));
    }

    private String record(DeclaredType type, TypeElement element, boolean sent) {
        String name = name(type, element);
        if (all.containsKey(name)) {
            return name;
        }
        ObjectNode schema = JSON.createObjectNode();
        // before its parts, which may contain it
        all.put(name, schema);
        Comment comment = Comment.of(elements.getDocComment(element));
        schema.put("type", "object");
        if (!comment.text().isEmpty()) {
            schema.put("description", comment.text());
        }
        ObjectNode properties = schema.putObject("properties");
        List<String> required = new ArrayList<>();
        for (RecordComponentElement component : ElementFilter.recordComponentsIn(element.getEnclosedElements())) {
            TypeMirror part = ((javax.lang.model.type.ExecutableType) types.asMemberOf(type, component.getAccessor())).getReturnType();
            String called = component.getSimpleName().toString();
            ObjectNode property = of(part, sent);
            if (comment.parameters().containsKey(called)) {
                property.put("description", comment.parameters().get(called));
            }
            properties.set(called, property);
            if (part.getKind().isPrimitive()) {
                required.add(called);
            }
        }
        if (!sent) {
            derived(type, element, properties, required);
        }
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        schema.put("additionalProperties", false);
        return name;
    }

    /** What the JSON holds beside the record's parts: its methods that are named as getters are. */
    private void derived(DeclaredType type, TypeElement element, ObjectNode properties, List<String> required) {
        for (ExecutableElement method : ElementFilter.methodsIn(element.getEnclosedElements())) {
            String name = method.getSimpleName().toString();
            String property = name.matches("is[A-Z].*") ? name.substring(2) : name.matches("get[A-Z].*") ? name.substring(3) : null;
            if (property != null && method.getParameters().isEmpty() && method.getModifiers().contains(Modifier.PUBLIC) && !method.getModifiers().contains(Modifier.STATIC)) {
                String called = Character.toLowerCase(property.charAt(0)) + property.substring(1);
                properties.set(called, of(method.getReturnType(), false));
            }
        }
    }

    private String name(DeclaredType type, TypeElement element) {
        StringBuilder name = new StringBuilder(element.getSimpleName());
        type.getTypeArguments().forEach(argument -> {
            Element of = types.asElement(argument);
            name.append(of == null ? "Any" : name((DeclaredType) argument, (TypeElement) of));
        });
        for (String candidate : List.of(name.toString(), Describe.upper(last(elements.getPackageOf(element).getQualifiedName().toString())) + name,
                element.getEnclosingElement().getSimpleName() + name.toString(),
                Describe.upper(last(elements.getPackageOf(element).getQualifiedName().toString())) + element.getEnclosingElement().getSimpleName() + name)) {
            if (names.putIfAbsent(candidate, type.toString()) == null || names.get(candidate).equals(type.toString())) {
                return candidate;
            }
        }
        throw new IllegalStateException("no name left for " + type);
    }

    private static String last(String dotted) {
        return dotted.substring(dotted.lastIndexOf('.') + 1);
    }

    private void money() {
        if (!all.containsKey("Money")) {
            ObjectNode money = JSON.createObjectNode().put("type", "object").put("description", "An amount; as text, so that nobody needs floating point.");
            all.put("Money", money);
            names.put("Money", "entrepot.kernel.Money");
            ObjectNode parts = money.putObject("properties");
            parts.putObject("amount").put("type", "string").put("pattern", "^-?\\d+(\\.\\d+)?$");
            parts.putObject("currency").put("type", "string").put("pattern", "^[A-Z]{3}$");
            money.putArray("required").add("amount").add("currency");
            money.put("additionalProperties", false);
        }
    }

    /** An error, as RFC 9457 wants it. */
    void problem() {
        ObjectNode problem = JSON.createObjectNode().put("type", "object").put("description", "An error (RFC 9457). Programs look at code, people at detail.");
        all.put("Problem", problem);
        ObjectNode parts = problem.putObject("properties");
        parts.putObject("type").put("type", "string");
        parts.putObject("title").put("type", "string");
        parts.putObject("status").put("type", "integer");
        parts.putObject("code").put("type", "string").put("description", "Stable.");
        parts.putObject("detail").put("type", "string").put("description", "In the language of Accept-Language: en, zh-CN or es.");
        parts.putObject("details").put("type", "object");
        ObjectNode errors = parts.putObject("errors").put("type", "array").putObject("items").put("type", "object");
        errors.putObject("properties").putObject("field").put("type", "string");
        ((ObjectNode) errors.get("properties")).putObject("message").put("type", "string");
        parts.putObject("traceId").put("type", "string");
        problem.putArray("required").add("title").add("status").add("code");
        problem.put("additionalProperties", false);
    }
}
