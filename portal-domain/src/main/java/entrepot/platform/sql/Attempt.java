package entrepot.platform.sql;

import entrepot.kernel.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Work within the open transaction that can be taken back, with its locks, while the transaction goes on. For SQL, not
 * for JPA.
 */
@ApplicationScoped
public class Attempt {

    @Inject
    private Transactions transactions;

    /** Does the work; a refusal takes it back before it is thrown on. */
    public <T> T orTakeBack(Supplier<T> work) {
        Savepoint before = mark();
        try {
            T result = work.get();
            keep(before);
            return result;
        } catch (Problem refusal) {
            takeBack(before);
            throw refusal;
        }
    }

    /**
     * Does the work; where it fails it is taken back. What a new try of the whole transaction may heal, a deadlock, is
     * thrown on.
     *
     * @return why it failed; empty where it is done
     */
    public Optional<RuntimeException> orFailure(Runnable work) {
        Savepoint before = mark();
        try {
            work.run();
            keep(before);
            return Optional.empty();
        } catch (RuntimeException failure) {
            if (failure instanceof SqlFailure sql && sql.mayBeTriedAgain()) {
                throw sql;
            }
            takeBack(before);
            return Optional.of(failure);
        }
    }

    /** Does the work and takes it back in any case: to see what would come of it. */
    public <T> T andTakeBack(Supplier<T> work) {
        Savepoint before = mark();
        try {
            return work.get();
        } finally {
            takeBack(before);
        }
    }

    private Savepoint mark() {
        try {
            return transactions.connection().setSavepoint();
        } catch (SQLException failure) {
            throw new SqlFailure(failure);
        }
    }

    /** Marks that nobody goes back to any more would pile up in a long transaction. */
    private void keep(Savepoint mark) {
        try {
            transactions.connection().releaseSavepoint(mark);
        } catch (SQLException failure) {
            throw new SqlFailure(failure);
        }
    }

    private void takeBack(Savepoint to) {
        try {
            Connection connection = transactions.connection();
            connection.rollback(to);
            connection.releaseSavepoint(to);
        } catch (SQLException failure) {
            throw new SqlFailure(failure);
        }
    }
}
