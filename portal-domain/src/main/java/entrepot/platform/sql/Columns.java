package entrepot.platform.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Rows as columns: the arrays that {@code unnest} makes rows of again, however many there are. */
public final class Columns {

    private Columns() {
    }

    /** A null stays null. */
    public static <T> Long[] numbers(Collection<T> rows, Function<T, Long> value) {
        return rows.stream().map(value).toArray(Long[]::new);
    }

    public static <T> Integer[] integers(Collection<T> rows, ToIntFunction<T> value) {
        return rows.stream().map(value::applyAsInt).toArray(Integer[]::new);
    }

    public static <T> String[] texts(Collection<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    public static <T> Boolean[] flags(Collection<T> rows, Function<T, Boolean> value) {
        return rows.stream().map(value).toArray(Boolean[]::new);
    }

    public static <T> Instant[] instants(Collection<T> rows, Function<T, Instant> value) {
        return rows.stream().map(value).toArray(Instant[]::new);
    }

    public static <T> LocalDate[] dates(Collection<T> rows, Function<T, LocalDate> value) {
        return rows.stream().map(value).toArray(LocalDate[]::new);
    }

    /** Records as JSON; a null stays null. */
    public static <T> Json[] json(Collection<T> rows, Function<T, Object> value) {
        return rows.stream().map(value).map(each -> each == null ? null : Json.of(each)).toArray(Json[]::new);
    }
}
