package entrepot.platform.sql;

import entrepot.kernel.Id;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Plain SQL in the open transaction. Statements are constants with {@code ?} for each value and name
 * {@code tenant_id}; nothing is ever pasted into them.
 *
 * <p>Values: text, numbers, booleans, {@code Instant}, {@code LocalDate}, enums (by name), typed ids,
 * {@link Json}, byte arrays, and arrays for {@code unnest}: {@code Long[]}, {@code Integer[]},
 * {@code String[]}, {@code BigDecimal[]}, {@code Boolean[]}, {@code Instant[]}, {@code LocalDate[]}, {@code Json[]} (as
 * text, to be cast row by row).
 */
@ApplicationScoped
public class Sql {

    @Inject
    private Transactions transactions;

    /** A round trip that takes several statements along. */
    public Trip trip() {
        return new Trip(transactions);
    }

    /** All rows, mapped in order. The caller's SQL has a limit. */
    public <T> List<T> list(String sql, Function<Row, T> mapper, Object... values) {
        List<T> rows = new ArrayList<>();
        each(sql, 0, row -> rows.add(mapper.apply(row)), values);
        return rows;
    }

    public <T> Optional<T> first(String sql, Function<Row, T> mapper, Object... values) {
        List<T> rows = list(sql, mapper, values);
        return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.get(0));
    }

    /** The only row: for statements that always answer one. */
    public <T> T one(String sql, Function<Row, T> mapper, Object... values) {
        List<T> rows = list(sql, mapper, values);
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows where one was expected: " + sql);
        }
        return rows.get(0);
    }

    /** Streams rows from a cursor, {@code fetchSize} at a time, for answers too long to hold. */
    public void each(String sql, int fetchSize, Consumer<Row> use, Object... values) {
        try (PreparedStatement statement = prepared(sql, values)) {
            statement.setFetchSize(fetchSize);
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows);
                while (rows.next()) {
                    use.accept(row);
                }
            }
        } catch (SQLException failure) {
            throw new SqlFailure(failure);
        }
    }

    /** Runs an insert, update or delete and says how many rows it touched. */
    public int update(String sql, Object... values) {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new SqlFailure(failure);
        }
    }

    /**
     * Until the transaction ends, nobody else of the tenant goes on who names the same: for rules that look before they
     * write and have no row to lock. What the statements after this one read is what the one before left.
     */
    public void alone(String what) {
        one("select pg_advisory_xact_lock(hashtextextended(?, ?)) is null as taken", row -> row.flag("taken"), what,
                transactions.tenant().id());
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        Connection connection = transactions.connection();
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                bind(connection, statement, i + 1, values[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException failure) {
            statement.close();
            throw failure;
        }
    }

    static void bind(Connection connection, PreparedStatement statement, int at, Object value)
            throws SQLException {
        if (value == null) {
            // untyped, so that the statement's own type counts
            statement.setNull(at, Types.NULL);
        } else if (value instanceof Id id) {
            statement.setLong(at, id.value());
        } else if (value instanceof Instant instant) {
            statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof Enum<?> constant) {
            statement.setString(at, constant.name());
        } else if (value instanceof Json json) {
            statement.setObject(at, json.text(), Types.OTHER);
        } else if (value instanceof Long[] numbers) {
            statement.setArray(at, connection.createArrayOf("bigint", numbers));
        } else if (value instanceof Integer[] numbers) {
            statement.setArray(at, connection.createArrayOf("integer", numbers));
        } else if (value instanceof String[] texts) {
            statement.setArray(at, connection.createArrayOf("text", texts));
        } else if (value instanceof BigDecimal[] decimals) {
            statement.setArray(at, connection.createArrayOf("numeric", decimals));
        } else if (value instanceof Boolean[] flags) {
            statement.setArray(at, connection.createArrayOf("boolean", flags));
        } else if (value instanceof Instant[] || value instanceof LocalDate[]) {
            statement.setArray(at, connection.createArrayOf(value instanceof Instant[] ? "timestamptz" : "date",
                    Arrays.stream((Object[]) value).map(each -> each == null ? null : each.toString()).toArray()));
        } else if (value instanceof Json[] texts) {
            statement.setArray(at, connection.createArrayOf("text",
                    Arrays.stream(texts).map(each -> each == null ? null : each.text()).toArray()));
        } else {
            statement.setObject(at, value);
        }
    }
}
