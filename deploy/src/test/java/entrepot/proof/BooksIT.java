package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.journey.RunningPortal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class BooksIT {
    @Test
    void the_books_of_the_demonstration_are_right() throws SQLException {
        try (Connection database = RunningPortal.shared().database()) {
            // one look at one moment, whatever the workers behind the scenes do meanwhile
            database.setAutoCommit(false);
            database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(Books.faults(database)).isEmpty();
        }
    }

    @Test
    void a_fault_in_the_books_is_found() throws SQLException {
        try (Connection database = RunningPortal.shared().database(); Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            // triggers off, as no role of the portal can have them
            statement.execute("set local session_replication_role = replica");
            statement.execute("alter table ledger_entry disable trigger ledger_is_written_once");
            statement.executeUpdate("update ledger_entry set amount_minor = amount_minor + 1 where ctid in "
                    + "(select ctid from ledger_entry limit 1)");
            statement.executeUpdate("update stock set reserved = reserved + 1 where ctid in "
                    + "(select ctid from stock where on_hand > reserved limit 1)");
            assertThat(Books.faults(database)).hasSizeGreaterThanOrEqualTo(2)
                    .anyMatch(fault -> fault.contains("sums to nothing"))
                    .anyMatch(fault -> fault.contains("reserved stock"));
            database.rollback();
        }
    }
}
