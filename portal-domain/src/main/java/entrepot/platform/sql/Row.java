package entrepot.platform.sql;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;

/** One row of an answer, read by column name. A null column is null, or fails where a primitive is asked for. */
public final class Row {

    private final ResultSet row;

    Row(ResultSet row) {
        this.row = row;
    }

    public String text(String column) {
        return read(column, String.class);
    }

    public long number(String column) {
        return present(column, read(column, Long.class));
    }

    /** Null where the column is. */
    public Long numberOrNull(String column) {
        return read(column, Long.class);
    }

    public int integer(String column) {
        return present(column, read(column, Integer.class));
    }

    public boolean flag(String column) {
        return present(column, read(column, Boolean.class));
    }

    public BigDecimal decimal(String column) {
        return read(column, BigDecimal.class);
    }

    public Instant instant(String column) {
        OffsetDateTime time = read(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public LocalDate date(String column) {
        return read(column, LocalDate.class);
    }

    /** The amount in {@code <name>_minor}, in the currency of the column {@code currency}. */
    public Money money(String name) {
        return Money.of(number(name + "_minor"), text("currency"));
    }

    public <E extends Enum<E>> E oneOf(Class<E> type, String column) {
        String name = text(column);
        return name == null ? null : Enum.valueOf(type, name);
    }

    public List<String> texts(String column) {
        return Arrays.asList((String[]) array(column));
    }

    public List<Long> numbers(String column) {
        return Arrays.asList((Long[]) array(column));
    }

    /** A {@code jsonb} column selected as {@code column::text}. */
    public Json json(String column) {
        String text = text(column);
        return text == null ? null : new Json(text);
    }

    public byte[] bytes(String column) {
        try {
            return row.getBytes(column);
        } catch (SQLException failure) {
            throw new SqlFailure(failure);
        }
    }

    private Object array(String column) {
        try {
            Array array = row.getArray(column);
            return present(column, array).getArray();
        } catch (SQLException failure) {
            throw new SqlFailure(failure);
        }
    }

    private <T> T read(String column, Class<T> type) {
        try {
            return row.getObject(column, type);
        } catch (SQLException failure) {
            throw new SqlFailure(failure);
        }
    }

    private static <T> T present(String column, T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}
