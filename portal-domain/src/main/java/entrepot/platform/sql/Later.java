package entrepot.platform.sql;

import java.util.function.Function;
import java.util.function.Supplier;

/** The answer to a statement of a {@link Trip}: there once the trip was made. */
public final class Later<T> implements Supplier<T> {

    private final Supplier<T> answer;

    Later(Supplier<T> answer) {
        this.answer = answer;
    }

    /** An answer that nobody has to ask for. */
    public static <T> Later<T> now(T answer) {
        return new Later<>(() -> answer);
    }

    /** @throws IllegalStateException before the trip was made */
    @Override
    public T get() {
        return answer.get();
    }

    /** What becomes of the answer; worked out once, when it is first asked for. */
    public <R> Later<R> map(Function<T, R> then) {
        return new Later<>(new Supplier<>() {
            private R result;

            @Override
            public R get() {
                if (result == null) {
                    result = then.apply(answer.get());
                }
                return result;
            }
        });
    }
}
