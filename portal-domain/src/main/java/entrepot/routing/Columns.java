package entrepot.routing;

import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a decision compares, a column for each fact and a row for each candidate: of thousands each fact is read once and in
 * the order in which it lies in memory. A candidate is written out only where the decision names it.
 *
 * @param is        what is true of it, of the bits below
 * @param named     how the coverage table names it, by ordinal
 * @param metres    to the buyer, {@link #NOT_RECKONED} for most; null for all of them
 * @param confirmed when its stock was last confirmed, by {@link #nanos}; {@code Long.MAX_VALUE} where that does not count
 * @param consigned free of headquarters' stock, a column for each line
 * @param own       free of the dealer's own, a column for each line
 * @param written   a row as a candidate
 */
record Columns(byte[] is, byte[] named, int[] load, int[] limit, int[] share, int[] score, int[] latMicro, int[] lngMicro,
               long[] metres, long[] confirmed, int[][] consigned, int[][] own, String[] code, String[] province,
               String[] city, IntFunction<Candidate> written) {

    static final byte CENTRAL = 1;
    static final byte SERVED = 2;
    static final byte OPEN = 4;
    static final byte EXCLUDED = 8;
    static final byte OUT_OF_LINE = 16;
    static final long NOT_RECKONED = -1;

    static Columns of(List<Candidate> candidates, int lines) {
        int size = candidates.size();
        Columns columns = new Columns(new byte[size], new byte[size], new int[size], new int[size], new int[size],
                new int[size], new int[size], new int[size], new long[size], new long[size], new int[lines][size],
                new int[lines][size], new String[size], new String[size], new String[size], candidates::get);
        for (int i = 0; i < size; i++) {
            columns.write(i, candidates.get(i), lines);
        }
        return columns;
    }

    private void write(int i, Candidate candidate, int lines) {
        is[i] = (byte) ((candidate.central() ? CENTRAL : 0) | (candidate.served() ? SERVED : 0)
                | (candidate.open() ? OPEN : 0) | (candidate.excluded() ? EXCLUDED : 0)
                | (candidate.isOutOfLine() ? OUT_OF_LINE : 0));
        named[i] = (byte) candidate.named().ordinal();
        load[i] = candidate.load();
        limit[i] = candidate.dailyLimit();
        share[i] = candidate.share();
        score[i] = candidate.score();
        metres[i] = candidate.metres() == null ? NOT_RECKONED : candidate.metres();
        if (candidate.point() != null) {
            latMicro[i] = candidate.point().latMicro();
            lngMicro[i] = candidate.point().lngMicro();
        }
        confirmed[i] = confirmed(candidate.central(), candidate.confirmedAt());
        for (int line = 0; line < lines; line++) {
            consigned[line][i] = candidate.consigned().get(line);
            own[line][i] = candidate.own().get(line);
        }
        code[i] = candidate.code();
        province[i] = candidate.province();
        city[i] = candidate.city();
    }

    /** Central counts its own; what nobody ever confirmed was never asked for. */
    static long confirmed(boolean central, Instant confirmedAt) {
        return central || confirmedAt == null ? Long.MAX_VALUE : nanos(confirmedAt);
    }

    static long nanos(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    }

    int size() {
        return is.length;
    }

    boolean isCentral(int i) {
        return (is[i] & CENTRAL) != 0;
    }

    /** Pieces that it could ship of that line. */
    int available(int line, int i) {
        return consigned[line][i] + own[line][i];
    }

    /** Whether the two count as one place, wherever in it they are. */
    boolean isSamePrefecture(int i, int other) {
        return !city[i].isEmpty() && city[i].equals(city[other]) && province[i].equals(province[other]);
    }
}
