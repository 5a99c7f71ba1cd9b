package entrepot.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The statements of one transaction, with their values, as they went over the wire; and the same again by a bare
 * client: statement by statement on a connection of its own, with new codes and the ids that the database gives this time.
 * Statements that travelled together are taken apart: the bare client makes a round trip for each.
 */
public final class Tape {

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}-\\d{6}-[0-9A-Z]{6}");
    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    /** What the portal puts between statements that travel together. */
    private static final String TOGETHER = ";\n";

    private static final Map<String, Boolean> MAY_CHANGE = new ConcurrentHashMap<>();

    private final List<Step> steps = new ArrayList<>();
    private int trips;

    /** A value as the driver was given it. */
    record Value(String setter, Object value, int sqlType, String arrayType) {
    }

    static final class Step {
        final String sql;
        final Map<Integer, Value> values = new HashMap<>();
        /** Ids and codes that were read, by row and column. */
        final Map<String, String> read = new HashMap<>();
        /** Whether it answered with rows. */
        boolean answers;

        Step(String sql) {
            this.sql = sql;
        }
    }

    /** Round trips of the transaction, the commit among them; its begin travels with the first statement. */
    public int roundTrips() {
        return trips + 1;
    }

    public List<String> statements() {
        return steps.stream().map(step -> step.sql.strip().replaceAll("\\s+", " ")).toList();
    }

    List<Step> steps() {
        return steps;
    }

    /** All codes among the values, each once. */
    List<String> codes() {
        return steps.stream().flatMap(step -> step.values.values().stream())
                .flatMap(value -> value.arrayType() == null ? Stream.of(value.value()) : Stream.of((Object[]) value.value()))
                .filter(String.class::isInstance).flatMap(text -> CODE.matcher((String) text).results())
                .map(MatchResult::group).distinct().toList();
    }

    /** Hands out connections whose statements are taped by this thread while {@code taping} holds a tape. */
    static DataSource taped(DataSource pool, ThreadLocal<Tape> taping) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = invoke(method, pool, arguments);
            Tape tape = taping.get();
            return tape != null && result instanceof Connection connection ? tape.connection(connection) : result;
        });
    }

    private Connection connection(Connection connection) {
        Map<Array, Value> arrays = new IdentityHashMap<>();
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = invoke(method, connection, arguments);
            if (result instanceof DatabaseMetaData data) {
                return proxy(DatabaseMetaData.class, (its, asked, values) -> asked.getName().equals("getConnection") ? proxy
                        : invoke(asked, data, values));
            }
            if (method.getName().equals("createArrayOf")) {
                arrays.put((Array) result, new Value("array", ((Object[]) arguments[1]).clone(), 0, (String) arguments[0]));
            }
            return method.getName().equals("prepareStatement")
                    ? statement((PreparedStatement) result, (String) arguments[0], arrays) : result;
        });
    }

    private PreparedStatement statement(PreparedStatement statement, String sql, Map<Array, Value> arrays) {
        List<Step> parts = new ArrayList<>();
        List<Integer> firsts = new ArrayList<>();
        int values = 1;
        for (String part : sql.split(TOGETHER)) {
            parts.add(new Step(part));
            firsts.add(values);
            values += (int) part.chars().filter(c -> c == '?').count();
        }
        int[] current = {0};
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            String name = method.getName();
            if (name.startsWith("set") && arguments != null && arguments.length >= 2 && arguments[0] instanceof Integer at) {
                int part = parts.size() - 1;
                while (firsts.get(part) > at) {
                    part--;
                }
                parts.get(part).values.put(at - firsts.get(part) + 1, arguments[1] instanceof Array array ? arrays.get(array)
                        : new Value(name, arguments[1], arguments.length > 2 && arguments[2] instanceof Integer type ? type
                                : Integer.MIN_VALUE, null));
            }
            if (name.startsWith("execute")) {
                steps.addAll(parts);
                trips++;
            } else if (name.equals("getMoreResults")) {
                current[0]++;
            }
            Object result = invoke(method, statement, arguments);
            if (result instanceof ResultSet rows) {
                parts.get(current[0]).answers = true;
                return rows(rows, parts.get(current[0]));
            }
            return result;
        });
    }

    private static ResultSet rows(ResultSet rows, Step step) {
        int[] row = {0};
        return proxy(ResultSet.class, (proxy, method, arguments) -> {
            Object result = invoke(method, rows, arguments);
            if (method.getName().equals("next")) {
                row[0]++;
            } else if (result != null && arguments != null && arguments[0] instanceof String column
                    && (column.equals("id") || column.endsWith("_id") || column.equals("code"))) {
                step.read.put(row[0] + ":" + column, result.toString());
            }
            return result;
        });
    }

    /** Sends everything again in one transaction; a value that was generated is generated anew. */
    public void play(Connection connection, Map<String, String> fresh) throws SQLException {
        Map<String, String> now = new HashMap<>(fresh);
        for (Step step : steps) {
            try (PreparedStatement statement = connection.prepareStatement(step.sql)) {
                for (Map.Entry<Integer, Value> entry : step.values.entrySet()) {
                    bind(connection, statement, entry.getKey(), entry.getValue(), now, fresh);
                }
                if (statement.execute()) {
                    learn(statement.getResultSet(), step, now);
                }
            }
        }
        connection.commit();
    }

    private static void learn(ResultSet rows, Step step, Map<String, String> now) throws SQLException {
        for (int row = 1; rows.next(); row++) {
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                String before = step.read.get(row + ":" + rows.getMetaData().getColumnLabel(column));
                String value = before == null ? null : rows.getString(column);
                if (value != null && !value.equals(before)) {
                    now.put(before, value);
                }
            }
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int at, Value value,
                             Map<String, String> now, Map<String, String> fresh) throws SQLException {
        if (value.arrayType() != null) {
            Object[] elements = ((Object[]) value.value()).clone();
            for (int i = 0; i < elements.length; i++) {
                // a bare client would not look for what may be new in texts that never change
                elements[i] = elements[i] instanceof String text && !MAY_CHANGE.computeIfAbsent(text, each -> CODE.matcher(each)
                        .find() || fresh.keySet().stream().anyMatch(each::contains)) ? text : renewed(elements[i], now);
            }
            statement.setArray(at, connection.createArrayOf(value.arrayType(), elements));
        } else if (value.setter().equals("setNull")) {
            statement.setNull(at, (Integer) value.value());
        } else if (value.sqlType() != Integer.MIN_VALUE) {
            statement.setObject(at, renewed(value.value(), now), value.sqlType());
        } else if (value.value() instanceof byte[] bytes) {
            statement.setBytes(at, bytes);
        } else {
            statement.setObject(at, renewed(value.value(), now));
        }
    }

    private static Object renewed(Object value, Map<String, String> now) {
        if (value instanceof Long number) {
            String other = now.get(number.toString());
            return other == null ? number : Long.valueOf(other);
        }
        if (!(value instanceof String text)) {
            return value;
        }
        Matcher codes = CODE.matcher(text);
        StringBuilder renewed = new StringBuilder();
        while (codes.find()) {
            codes.appendReplacement(renewed, now.computeIfAbsent(codes.group(), Tape::another));
        }
        String result = codes.appendTail(renewed).toString();
        for (Map.Entry<String, String> entry : now.entrySet()) {
            if (!CODE.matcher(entry.getKey()).matches() && !entry.getKey().chars().allMatch(Character::isDigit)) {
                result = result.replace(entry.getKey(), entry.getValue());
            }
        }
        return result;
    }

    static String another(String code) {
        StringBuilder another = new StringBuilder(code.substring(0, code.length() - 6));
        for (int i = 0; i < 6; i++) {
            another.append(ALPHABET[ThreadLocalRandom.current().nextInt(ALPHABET.length)]);
        }
        return another.toString();
    }

    private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Tape.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
