package entrepot.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A taped transaction as one function inside the database: the same statements, reads and writes, in one round trip. Only
 * what must differ from call to call (codes, and the texts named at the beginning) comes from outside; ids that its own
 * inserts give are carried on inside. What no client that asks more than once can reach.
 */
public final class OneCall {

    private static final Pattern SAVEPOINT = Pattern.compile("\\s*(savepoint|release savepoint)\\b");

    private final String call;
    private final List<String> names;

    private OneCall(String call, List<String> names) {
        this.call = call;
        this.names = names;
    }

    /**
     * Creates the function.
     *
     * @param fresh texts in the taped values that each call replaces, beside all codes
     */
    public static OneCall create(Connection owner, String name, Tape tape, String... fresh) throws SQLException {
        List<String> names = new ArrayList<>(List.of(fresh));
        tape.codes().stream().filter(code -> !names.contains(code)).forEach(names::add);
        Map<String, String> ids = new HashMap<>();
        List<String> variables = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (Tape.Step step : tape.steps()) {
            if (SAVEPOINT.matcher(step.sql).lookingAt()) {
                // a function knows none, and needs none: it counts whole or not at all
                continue;
            }
            String sql = filled(step, names, ids);
            if (!step.answers) {
                body.append(sql).append(";\n");
                continue;
            }
            String variable = "bench_ids_" + variables.size();
            variables.add(variable);
            body.append("for bench_row in ").append(sql).append(" loop ");
            if ((step.sql.contains("insert into") || step.sql.contains("nextval")) && step.read.containsKey("1:id")) {
                body.append(variable).append(" := ").append(variable).append(" || bench_row.id::bigint;");
                step.read.forEach((at, id) -> {
                    if (at.endsWith(":id")) {
                        ids.put(id, variable + "[" + at.substring(0, at.indexOf(':')) + "]");
                    }
                });
            } else {
                body.append("null;");
            }
            body.append(" end loop;\n");
        }
        String declared = variables.stream().map(variable -> variable + " bigint[];\n").collect(Collectors.joining());
        try (Statement statement = owner.createStatement()) {
            // a plan for each statement, once: arrays would be planned anew at every call
            statement.execute("create function " + name + "(bench_texts text[]) returns void language plpgsql "
                    + "set plan_cache_mode = force_generic_plan as $bench$\n#variable_conflict use_column\n"
                    + "declare bench_row record;\n" + declared + "begin\n" + body + "end $bench$");
            statement.execute("grant execute on function " + name + "(text[]) to portal_app");
        }
        return new OneCall("select " + name + "(?)", List.copyOf(names));
    }

    /** Calls it, on a connection that commits by itself: begin, call and commit are one round trip. */
    public void play(Connection connection, Map<String, String> fresh) throws SQLException {
        Object[] texts = names.stream().map(name -> fresh.containsKey(name) ? fresh.get(name) : Tape.another(name)).toArray();
        try (PreparedStatement statement = connection.prepareStatement(call)) {
            statement.setArray(1, connection.createArrayOf("text", texts));
            statement.execute();
        }
    }

    private static String filled(Tape.Step step, List<String> names, Map<String, String> ids) {
        StringBuilder filled = new StringBuilder();
        int at = 1;
        for (int i = 0; i < step.sql.length(); i++) {
            char c = step.sql.charAt(i);
            filled.append(c == '?' ? literal(step.values.get(at++), names, ids) : String.valueOf(c));
        }
        return filled.toString();
    }

    private static String literal(Tape.Value value, List<String> names, Map<String, String> ids) {
        if (value.arrayType() != null) {
            List<String> elements = new ArrayList<>();
            for (Object element : (Object[]) value.value()) {
                elements.add(element == null ? "null" : element instanceof String text ? text(text, names)
                        : number(element, ids));
            }
            return "array[" + String.join(", ", elements) + "]::" + value.arrayType() + "[]";
        }
        if (value.value() == null || value.setter().equals("setNull")) {
            return "null";
        }
        if (value.value() instanceof String text) {
            return "(" + text(text, names) + ")" + (value.sqlType() == java.sql.Types.OTHER ? "::jsonb" : "::varchar");
        }
        return value.value() instanceof Number ? "(" + number(value.value(), ids) + ")"
                : "'" + value.value() + "'" + (value.value() instanceof Boolean ? "::boolean"
                : value.value() instanceof LocalDate ? "::date" : "::timestamptz");
    }

    private static String number(Object value, Map<String, String> ids) {
        String digits = value.toString();
        if (value instanceof Long) {
            return ids.getOrDefault(digits, digits + "::bigint");
        }
        return value instanceof Number ? digits : "'" + digits + "'";
    }

    /** The text, with what is fresh at every call put in. */
    private static String text(String text, List<String> names) {
        Matcher found = Pattern.compile(names.stream().map(Pattern::quote).collect(Collectors.joining("|"))).matcher(text);
        StringBuilder expression = new StringBuilder();
        int from = 0;
        while (found.find()) {
            expression.append(quoted(text.substring(from, found.start()))).append(" || bench_texts[")
                    .append(names.indexOf(found.group()) + 1).append("] || ");
            from = found.end();
        }
        return expression.append(quoted(text.substring(from))).toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
