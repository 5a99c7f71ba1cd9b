package entrepot.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fewest warehouses that together hold everything; of equally many those with the fewest centrals, then the nearest.
 * Exact by branch and bound among {@value #EXACT_AMONG} warehouses while it takes no more than {@value #STEPS_MAX} steps:
 * then no other team is smaller. Beyond, who holds most of what is left is next, which takes at most
 * {@code 1 + ln(pieces)} times the fewest (docs/decisions/routing.md). Pure.
 */
final class Teams {

    static final int EXACT_AMONG = 32;
    static final int STEPS_MAX = 200_000;
    /** Larger teams are not searched, but put together from the fullest. */
    private static final int SEARCHED_SIZE_MAX = 8;

    /** Somebody that holds a part. @param metres to the buyer, 0 where not known */
    record Holder(String code, boolean central, long metres, int[] pieces) {
    }

    /** Who ships, as places in the list of holders, and how many pieces of each line. */
    record Deal(int[] team, int[][] taken) {
    }

    private final int[] wanted;
    private final long[] units;
    private final long minimum;
    private final List<Holder> holders;
    private final int[] pool;
    /** For each place in the pool and line: the sums of the fullest 1, 2, … from there on. */
    private int[][][] fullest;
    private long steps;
    private int[] best;
    private int[][] bestTaken;
    private long bestCentrals;
    private long bestMetres;

    Teams(int[] wanted, long[] units, long minimum, List<Holder> holders) {
        this.wanted = wanted;
        this.units = units;
        this.minimum = minimum;
        this.holders = holders;
        this.pool = pool();
    }

    /** Those whom a decision has to show to be made again. */
    Set<Integer> considered() {
        Set<Integer> all = new TreeSet<>();
        for (int h : pool) {
            all.add(h);
        }
        return all;
    }

    /** Dealers by distance, then centrals by distance; of very many the nearest, and the fullest of each line. */
    private int[] pool() {
        List<Integer> ordered = new ArrayList<>();
        for (int h = 0; h < holders.size(); h++) {
            if (!holders.get(h).central()) {
                ordered.add(h);
            }
        }
        for (int h = 0; h < holders.size(); h++) {
            if (holders.get(h).central()) {
                ordered.add(h);
            }
        }
        if (ordered.size() > EXACT_AMONG) {
            Set<Integer> picked = new LinkedHashSet<>();
            int each = Math.max(1, EXACT_AMONG / 2 / wanted.length);
            for (int line = 0; line < wanted.length && picked.size() < EXACT_AMONG / 2; line++) {
                int at = line;
                ordered.stream().sorted((a, b) -> holders.get(b).pieces()[at] != holders.get(a).pieces()[at]
                        ? Integer.compare(holders.get(b).pieces()[at], holders.get(a).pieces()[at])
                        : holders.get(a).code().compareTo(holders.get(b).code())).limit(each).forEach(picked::add);
            }
            for (int h : ordered) {
                if (picked.size() < EXACT_AMONG) {
                    picked.add(h);
                }
            }
            fullestFirst().forEach(picked::add);
            ordered.retainAll(picked);
        }
        return ordered.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The smallest team that can be dealt; null if somebody would always ship less than the minimum. */
    Deal fewest() {
        int most = Math.min(SEARCHED_SIZE_MAX, pool.length);
        if (pool.length <= EXACT_AMONG * 2) {
            fullest = fullest(most);
            for (int size = 2; size <= most && steps < STEPS_MAX; size++) {
                best = null;
                search(size, 0, 0, new int[size], new long[wanted.length], 0, 0);
                if (best != null) {
                    return new Deal(best, bestTaken);
                }
            }
        }
        List<Integer> greedy = fullestFirst();
        int[] team = Arrays.stream(pool).filter(greedy::contains).toArray();
        int[][] taken = deal(team);
        return taken == null ? null : new Deal(team, taken);
    }

    private void search(int size, int depth, int from, int[] team, long[] held, long centrals, long metres) {
        if (depth == size) {
            int[][] taken = deal(team);
            if (taken != null && (best == null || isBetter(centrals, metres, team))) {
                best = team.clone();
                bestTaken = taken;
                bestCentrals = centrals;
                bestMetres = metres;
            }
            return;
        }
        int open = size - depth;
        for (int at = from; at <= pool.length - open; at++) {
            if (++steps > STEPS_MAX || !canReach(held, at, open)) {
                return;
            }
            Holder holder = holders.get(pool[at]);
            long withCentrals = centrals + (holder.central() ? 1 : 0);
            long withMetres = metres + holder.metres();
            if (best != null && (withCentrals > bestCentrals
                    || withCentrals == bestCentrals && withMetres > bestMetres)) {
                continue;
            }
            for (int line = 0; line < wanted.length; line++) {
                held[line] += holder.pieces()[line];
            }
            team[depth] = pool[at];
            if (open > 1 || covers(held)) {
                search(size, depth + 1, at + 1, team, held, withCentrals, withMetres);
            }
            for (int line = 0; line < wanted.length; line++) {
                held[line] -= holder.pieces()[line];
            }
        }
    }

    private boolean isBetter(long centrals, long metres, int[] team) {
        if (centrals != bestCentrals || metres != bestMetres) {
            return centrals < bestCentrals || centrals == bestCentrals && metres < bestMetres;
        }
        return codes(team).compareTo(codes(best)) < 0;
    }

    private String codes(int[] team) {
        StringBuilder codes = new StringBuilder();
        for (int h : team) {
            codes.append(holders.get(h).code()).append(' ');
        }
        return codes.toString();
    }

    private boolean covers(long[] held) {
        for (int line = 0; line < wanted.length; line++) {
            if (held[line] < wanted[line]) {
                return false;
            }
        }
        return true;
    }

    /** Whether what is held and the fullest of those to come could be enough, line by line. */
    private boolean canReach(long[] held, int from, int open) {
        for (int line = 0; line < wanted.length; line++) {
            if (held[line] + fullest[from][line][open] < wanted[line]) {
                return false;
            }
        }
        return true;
    }

    private int[][][] fullest(int most) {
        int[][][] sums = new int[pool.length][wanted.length][most + 1];
        for (int line = 0; line < wanted.length; line++) {
            int[] top = new int[most];
            for (int at = pool.length - 1; at >= 0; at--) {
                int pieces = Math.min(wanted[line], holders.get(pool[at]).pieces()[line]);
                for (int t = 0; t < most; t++) {
                    if (pieces > top[t]) {
                        int smaller = top[t];
                        top[t] = pieces;
                        pieces = smaller;
                    }
                }
                for (int t = 0; t < most; t++) {
                    sums[at][line][t + 1] = (int) Math.min(Integer.MAX_VALUE, (long) sums[at][line][t] + top[t]);
                }
            }
        }
        return sums;
    }

    /** Who holds most of what is left is next. */
    private List<Integer> fullestFirst() {
        int[] left = wanted.clone();
        List<Integer> team = new ArrayList<>();
        while (Arrays.stream(left).anyMatch(n -> n > 0)) {
            int next = -1;
            long most = 0;
            for (int h = 0; h < holders.size(); h++) {
                long useful = team.contains(h) ? 0 : useful(holders.get(h), left);
                // holders come by distance: the nearest of the fullest
                if (useful > most) {
                    next = h;
                    most = useful;
                }
            }
            if (next < 0) {
                return List.of();
            }
            team.add(next);
            for (int line = 0; line < left.length; line++) {
                left[line] -= Math.min(left[line], holders.get(next).pieces()[line]);
            }
        }
        return team;
    }

    private static long useful(Holder holder, int[] left) {
        long pieces = 0;
        for (int line = 0; line < left.length; line++) {
            pieces += Math.min(left[line], holder.pieces()[line]);
        }
        return pieces;
    }

    /**
     * Each line goes whole to the first that holds it; what nobody holds whole is taken from the first on. Who would ship
     * less than the minimum is given from those that can spare it.
     *
     * @return null if somebody would still ship too little, or nothing
     */
    private int[][] deal(int[] team) {
        int[][] taken = new int[team.length][wanted.length];
        for (int line = 0; line < wanted.length; line++) {
            int left = wanted[line];
            for (int m = 0; m < team.length && left > 0; m++) {
                if (holders.get(team[m]).pieces()[line] >= left) {
                    taken[m][line] = left;
                    left = 0;
                }
            }
            for (int m = 0; m < team.length && left > 0; m++) {
                taken[m][line] = Math.min(left, holders.get(team[m]).pieces()[line]);
                left -= taken[m][line];
            }
        }
        for (int m = 0; m < team.length; m++) {
            if (!givenEnough(team, taken, m)) {
                return null;
            }
        }
        return taken;
    }

    private boolean givenEnough(int[] team, int[][] taken, int poor) {
        for (int line = 0; line < wanted.length && isPoor(taken[poor]); line++) {
            for (int rich = 0; rich < team.length && isPoor(taken[poor]); rich++) {
                while (rich != poor && isPoor(taken[poor]) && taken[rich][line] > 0
                        && taken[poor][line] < holders.get(team[poor]).pieces()[line] && canSpare(taken[rich], line)) {
                    taken[rich][line]--;
                    taken[poor][line]++;
                }
            }
        }
        return !isPoor(taken[poor]);
    }

    private boolean isPoor(int[] pieces) {
        return Arrays.stream(pieces).sum() == 0 || value(pieces) < minimum;
    }

    private boolean canSpare(int[] pieces, int line) {
        return Arrays.stream(pieces).sum() > 1 && value(pieces) - units[line] >= minimum;
    }

    private long value(int[] pieces) {
        long value = 0;
        for (int line = 0; line < pieces.length; line++) {
            value += pieces[line] * units[line];
        }
        return value;
    }
}
