package entrepot.platform.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.Map;

/**
 * Statements that travel to the database together and are answered together: one round trip, in the open transaction,
 * whoever they belong to. Each is still a prepared statement of its own. The database works them off in their order
 * and stops at the first that fails; then none of them counts (docs/decisions/placing.md).
 *
 * <p>Every statement is a constant, as with {@link Sql}. Get one from {@link Sql#trip()}, add statements, {@link #go},
 * read the answers.
 */
public final class Trip {

    /** The same statements make the same text again, so that the driver finds it without reading it. */
    private static final Map<List<String>, String> TOGETHER = new ConcurrentHashMap<>();
    private static final int TOGETHER_MAX = 1_000;

    private final Transactions transactions;
    private final List<Stop<?>> stops = new ArrayList<>();
    private final List<UnaryOperator<RuntimeException>> refusals = new ArrayList<>();
    private boolean made;

    Trip(Transactions transactions) {
        this.transactions = transactions;
    }

    /** One statement; {@code mapper} is null where it answers with no rows. */
    private final class Stop<T> {
        final String statement;
        final Function<Row, T> mapper;
        final Object[] values;
        final List<T> rows = new ArrayList<>();
        int touched;

        Stop(String statement, Function<Row, T> mapper, Object[] values) {
            this.statement = statement;
            this.mapper = mapper;
            this.values = values;
        }

        void read(PreparedStatement answers) throws SQLException {
            if (mapper == null) {
                touched = answers.getUpdateCount();
                return;
            }
            try (ResultSet set = answers.getResultSet()) {
                Row row = new Row(set);
                while (set.next()) {
                    rows.add(mapper.apply(row));
                }
            }
        }

        <R> Later<R> later(Supplier<R> answer) {
            return new Later<>(() -> {
                if (!made) {
                    throw new IllegalStateException("the trip has not been made");
                }
                return answer.get();
            });
        }
    }

    /**
     * From this trip on the transaction's statements keep the plans that were made for them, whatever their values: for
     * statements over arrays, which PostgreSQL would otherwise plan anew at every call, for as long as they take to run.
     */
    public void keepingPlans() {
        list("select set_config('plan_cache_mode', 'force_generic_plan', true)", row -> null);
    }

    /**
     * All rows, mapped in order. The mapper must not throw for what a row says. Values that are null or {@link Json} have no
     * type: the driver waits for all answers so far before it sends a statement with such a value that answers with text.
     */
    public <T> Later<List<T>> list(String statement, Function<Row, T> mapper, Object... values) {
        Stop<T> stop = add(new Stop<>(statement, mapper, values));
        return stop.later(() -> stop.rows);
    }

    /** Runs an insert, update or delete that answers with no rows; the answer is how many it touched. */
    public Later<Integer> update(String statement, Object... values) {
        Stop<Void> stop = add(new Stop<>(statement, null, values));
        return stop.later(() -> stop.touched);
    }

    /**
     * What a failure of this trip means to who sent a statement along: the refusal to throw, or the same failure where it
     * is none of its own. Which statement failed is told by the constraint's name; who says it later hears what those
     * before made of it.
     */
    public void refusing(UnaryOperator<RuntimeException> meaning) {
        refusals.add(meaning);
    }

    /** From here on can be taken back, with the locks that are taken from here on. */
    public void mark() {
        update("savepoint trip_mark");
    }

    /** Takes back what was done since the {@link #mark}, which is gone then. */
    public void takeBack() {
        update("rollback to savepoint trip_mark");
        keep();
    }

    /** Forgets the {@link #mark}: what was done since stays. */
    public void keep() {
        update("release savepoint trip_mark");
    }

    /** Sends everything; what the transaction still owes the database (its tenant) rides along. */
    public void go() {
        if (made) {
            throw new IllegalStateException("this trip was made");
        }
        transactions.entering().ifPresent(first -> {
            stops.add(0, new Stop<>(Transactions.ENTER, row -> transactions.entered(first, row), transactions.values(first)));
            transactions.before().ifPresent(before -> stops.add(0, new Stop<>(before, row -> null, new Object[0])));
        });
        if (!stops.isEmpty()) {
            if (TOGETHER.size() > TOGETHER_MAX) {
                TOGETHER.clear();
            }
            try {
                send(transactions.sending());
            } catch (SQLException failure) {
                throw meaning(new SqlFailure(failure));
            }
        }
        transactions.requireEntered();
        made = true;
    }

    private void send(Connection connection) throws SQLException {
        String together = TOGETHER.computeIfAbsent(stops.stream().map(stop -> stop.statement).toList(),
                statements -> String.join(";\n", statements));
        try (PreparedStatement statement = connection.prepareStatement(together)) {
            int at = 1;
            for (Stop<?> stop : stops) {
                for (Object value : stop.values) {
                    Sql.bind(connection, statement, at++, value);
                }
            }
            statement.execute();
            for (Stop<?> stop : stops) {
                stop.read(statement);
                statement.getMoreResults();
            }
        }
    }

    private RuntimeException meaning(RuntimeException failure) {
        RuntimeException meant = failure;
        for (UnaryOperator<RuntimeException> refusal : refusals) {
            meant = refusal.apply(meant);
        }
        return meant;
    }

    private <T> Stop<T> add(Stop<T> stop) {
        if (made) {
            throw new IllegalStateException("this trip was made");
        }
        stops.add(stop);
        return stop;
    }
}
