package entrepot.web.rest;

import java.util.List;
import java.util.function.Function;

/**
 * A page of a list: {@code {"items": […], "next": "…"}}. The client asks for the following page with {@code ?after=<next>}; without next
 * there is none.
 */
public record Paged<T>(List<T> items, String next) {

    public static final int LIMIT_DEFAULT = 50;
    public static final int LIMIT_MAX = 200;

    /** How many the client gets for what it asked: 1 to {@value #LIMIT_MAX}, {@value #LIMIT_DEFAULT} when it asked for nothing. */
    public static int limit(Integer asked) {
        return asked == null ? LIMIT_DEFAULT : Math.max(1, Math.min(asked, LIMIT_MAX));
    }

    /** From a list that was read with one more than the limit: the surplus one only says that there is more. */
    public static <T> Paged<T> of(List<T> rows, int limit, Function<T, String> key) {
        boolean more = rows.size() > limit;
        List<T> items = more ? rows.subList(0, limit) : rows;
        return new Paged<>(List.copyOf(items), more ? key.apply(items.get(limit - 1)) : null);
    }

    public <R> Paged<R> map(Function<T, R> shape) {
        return new Paged<>(items.stream().map(shape).toList(), next);
    }
}
